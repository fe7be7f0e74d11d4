"""The first questions: what is recorded, what is kept, and where the key is."""
