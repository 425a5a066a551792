"""Letters that come in: the agenda, what the leaders want done with each, what it belongs to. The paper itself stays
where it lies: nothing is scanned."""
