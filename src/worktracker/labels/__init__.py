"""What time counts for: rules that label an activity with a category and a project."""
