"""The summary server: keeps the totals that people grant it, shows them to their owner, and deletes them."""
