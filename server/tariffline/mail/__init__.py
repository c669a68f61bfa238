"""Text or HTML to mentions with exact spans. Pure: law and the standard library only.

`reading.read_text` is the way in. A kind of mention is one file, its words a table at the top.
"""
