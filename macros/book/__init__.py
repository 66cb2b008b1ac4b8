"""The whole handbook as one file, to print and to consult staff on: `handbook book`."""
