"""A small store, and what it must give, to the byte. ``python -m tests.unit.golden`` writes it."""
