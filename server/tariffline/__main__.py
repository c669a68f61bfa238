"""`python -m tariffline` is `tariffline`."""

from tariffline.cli import main

main(prog_name="tariffline")
