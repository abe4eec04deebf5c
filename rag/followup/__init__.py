"""Follow-ups made complete from the conversation."""
