"""The catalogue: one typed, documented Python function for each question that can be asked."""
