"""What a question asks for: its kind, unit, dates and words, in either language."""
