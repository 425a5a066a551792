"""The same chapters in each form a reader may want."""
