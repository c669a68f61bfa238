"""Refreshing workbooks: read the questions, ask the service, decide the cells, write them.

Reading, asking and deciding know nothing of files: they take a `SheetView` and give `Edits`.
A writer gives the one and takes the other; `closed_file` is the writer for a file on disk.
"""
