"""Pages on which files come to their end: what is due, the acts, the holds."""
