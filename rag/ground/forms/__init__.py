"""The forms an answer takes: a fact, a list, reasons, a summary, sources that disagree."""
