"""Files that hold files: archives and workbooks, the same to the byte whenever and wherever they are made."""
