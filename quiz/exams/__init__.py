"""An exam: the line in which answers come back, seats with their codes, and the page that is sat at."""
