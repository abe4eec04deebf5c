"""Question + hits -> candidate answers with their character spans."""
