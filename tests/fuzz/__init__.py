"""Random input of every kind that people give: it is answered, or told in words, never with a traceback."""
