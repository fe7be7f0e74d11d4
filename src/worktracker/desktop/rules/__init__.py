"""The page of rules: categories, projects, and what is kept out of the record."""
