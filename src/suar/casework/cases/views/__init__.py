"""Pages of files: the list, one file and its tabs, the work done in it, its closing."""
