"""Pages of the safeguards."""
