"""Numbered sheets for days without power or signal, and their late entry with the paper's number and the true time."""
