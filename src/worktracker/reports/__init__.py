"""Questions to the store, answered as tables. One file an output format."""
