"""Comparisons and sums: the task a question sets, its operands among the figures of sentences, exact arithmetic."""
