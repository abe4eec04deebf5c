"""Brief answers: the spans of sentences that may answer, and which of them does."""
