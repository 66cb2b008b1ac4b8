"""What must be true of a policy beyond the shape of its files. One module a subject; each yields problems."""
