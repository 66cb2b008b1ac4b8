"""Questions, papers, exams."""
