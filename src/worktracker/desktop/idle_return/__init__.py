"""The question what it was, when somebody comes back."""
