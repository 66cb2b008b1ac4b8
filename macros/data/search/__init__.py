"""Search: what its scripts load, made from the book and from two lists of words that anybody may extend."""
