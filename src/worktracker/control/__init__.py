"""The local socket between the running app and the command line: protocol, server, client, one instance."""
