"""The questions a broker asks, put to the records; the only reader of the store."""
