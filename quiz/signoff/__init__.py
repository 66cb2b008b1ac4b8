"""Signed: sign-off sheets, attendance lists, lines of acknowledgement, and who on a staff list is missing."""
