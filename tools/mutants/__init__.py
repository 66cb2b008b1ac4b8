"""Changes one thing in the code at a time and asks whether a test notices."""
