"""The law as data and pure rules: standard library only, no clock, no file, no network."""
