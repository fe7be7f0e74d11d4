"""What tests of the summary server stand on: real PostgreSQL, real processes, and people with devices."""
