"""Yes or no: what a question claims, and whether a sentence makes it true, false, or leaves it open."""
