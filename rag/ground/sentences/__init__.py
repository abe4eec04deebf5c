"""What sentences say: which of them speak of a question, and the figures, names, places and times in them."""
