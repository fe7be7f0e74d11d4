"""The program shown at work, on a screen of its own: ``python -m tests.demo``."""
