"""`quiz exam serve`: an exam from the trainer's own laptop, for phones in the same room."""
