"""Frozen values and pure arithmetic: no I/O, no clock."""
