"""`python -m tariffline.generate [--check]`: the files made from the catalogue.

docs/functions.md for people, docs/openapi.json for programs, plugin/…/catalogue.json, by which
the plugin knows the functions (the two sides share JSON, not code), and for the Excel add-in its
metadata and bindings.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from tariffline.functions import CATALOGUE
from tariffline.functions.catalogue import Function
from tariffline.functions.excel import bindings, metadata
from tariffline.web.openapi import openapi

ROOT = Path(__file__).parents[2]
_EXCEL = "plugin/tariffline_office/panes/excel"


def generated() -> dict[str, str]:
    """Every generated file: its path from the top, and its text."""
    functions = list(CATALOGUE.values())
    return {
        "docs/functions.md": _reference(),
        "docs/openapi.json": _json(openapi()),
        "plugin/tariffline_office/catalogue.json": _json([_plain(each) for each in functions]),
        f"{_EXCEL}/functions.json": _json(metadata(functions)),
        f"{_EXCEL}/runtime/catalogue.js": _module(bindings(functions)),
    }


def main() -> int:
    """Write the files, or with --check name those that are stale."""
    stale = [path for path, text in generated().items() if _read(ROOT / path) != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path} is stale; run: make generate")
        return len(stale)
    for path in stale:
        (ROOT / path).write_text(generated()[path], encoding="utf-8", newline="\n")
        print(f"{path} written")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _json(body: object) -> str:
    return msgspec.json.format(msgspec.json.encode(body), indent=2).decode() + "\n"


def _module(body: object) -> str:
    """A module, for browsers that can't import JSON yet."""
    head = "// Made from the catalogue by `make generate`.\n\n"
    kind = '/** @type {import("./question.js").Declared[]} */\n'
    return f"{head}{kind}export const CATALOGUE = {_json(body).rstrip()};\n"


def _plain(function: Function) -> dict[str, object]:
    return {
        "name": function.name,
        "summary": function.summary,
        "details": function.details,
        "returns": function.returns,
        "answers": function.answers,
        "streams": function.streams,
        "example": [str(value) for value in function.example],
        "parameters": [
            {"name": p.name, "kind": p.kind.name, "help": p.help, "required": p.required}
            for p in function.parameters
        ],
    }


def _reference() -> str:
    lines = [
        "# Functions",
        "",
        "Made from the catalogue by `make generate`. In Excel each stands in the namespace "
        "`TARIFF`; over HTTP, on the command line and in a cell the names are the same. "
        "A parameter with `?` may be left out. What is not known is an error with a code "
        "(see the service's `/docs`), never a zero.",
    ]
    for function in CATALOGUE.values():
        lines += ["", f"## {function.signature}", "", function.summary]
        lines += ["", function.details] if function.details else []
        lines += ["", f"Returns: {function.returns}.", ""]
        lines += [f"- `{p.name}` ({p.kind.name}): {p.help}" for p in function.parameters]
        lines += [""] if function.parameters else []
        arguments = " ".join(f'"{value}"' for value in function.example)
        lines += [f"Example: `tariffline ask {function.name} {arguments}".rstrip() + "`"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
