"""The privacy gate: the only way from the desktop to the recorder.

Pure: no I/O, no clock. It fails closed: what can't be decided is private.
"""
