"""Facts that text states in characters: folding, sentences, numbers, dates, names."""
