"""The recorder: what passed the gate in, spans out. Pure; every moment is handed to it."""
