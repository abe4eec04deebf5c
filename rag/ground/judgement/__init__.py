"""Answer or refuse: what a question takes for granted, which of its words no source has, what is said instead."""
