"""What ActivityWatch recorded, from its exports and from its own databases."""
