"""Sheets as people have them, CSV and XLSX: read and written as streams, a million rows in the memory of ten."""
