"""English questions, put into the passages' own words."""
