"""The Privacy page: what is kept, where it is, what could leave, and how to be rid of it."""
