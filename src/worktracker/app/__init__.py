"""Wiring: builds the parts and owns the event loop. No decisions of its own."""
