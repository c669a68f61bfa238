"""A value as an error message shows it."""

from __future__ import annotations


def quoted(value: object, most: int = 40) -> str:
    """The value between quotation marks, cut short when it is long."""
    try:
        text = str(value)
    except ValueError:  # Python writes out no integer of more than 4,300 digits
        text = f"a {type(value).__name__} of thousands of digits"
    return f"“{text if len(text) <= most else text[: most - 1] + '…'}”"
