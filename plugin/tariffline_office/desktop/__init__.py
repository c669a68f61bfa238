"""Functions for desktop Excel on Windows, without Office.js: through xlwings and Python."""
