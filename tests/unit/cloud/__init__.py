"""The summary server, without a database."""
