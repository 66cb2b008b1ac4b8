"""What people write who know spreadsheets, other languages or plain Chinese, and how it is written here."""
