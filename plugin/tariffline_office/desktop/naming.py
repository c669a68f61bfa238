"""What there is to declare, under names that VBA allows."""

from __future__ import annotations

from dataclasses import replace

from tariffline_office.catalogue import FUNCTIONS, Function, Parameter

MODULE = "tariffline_office.desktop.functions"
CATEGORY = "Tariffline"

_MOST_ARGUMENTS = max(len(function.parameters) for function in FUNCTIONS.values())

# Not a question of the catalogue: COM gives a cell no words behind its error.
SAYS = Function(
    "SAYS",
    "What stands behind an answer: why there is none, or of which edition it is.",
    (
        Parameter("function_name", "text", "the function that was asked, such as BASE", True),
        *(
            Parameter(f"argument{n}", "text", "what it was given, in the same order", False)
            for n in range(1, _MOST_ARGUMENTS + 1)
        ),
    ),
    "text",
    "value",
    False,
)

# https://learn.microsoft.com/openspecs/microsoft_general_purpose_programming_languages/ms-vbal
_WORDS_OF_VBA = """
abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur
cdate cdbl cdec cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date
debug declare dim do doevents double each else elseif empty end endif enum eqv erase event exit
false fix for friend function get global gosub goto if imp implements in input inputb int
integer is lbound len lenb let like lock long longlong longptr loop lset me mod new next not
nothing null on open option optional or paramarray preserve print private pset public put
raiseevent redim rem resume return rset scale seek select set sgn shared single spc static stop
string sub tab then to true type typeof ubound unlock until variant wend while with withevents
write xor
"""
_RESERVED = frozenset(_WORDS_OF_VBA.split())


def asked_of_cells() -> list[Function]:
    """The catalogue without what streams: a cell of this sort is filled only when Excel asks."""
    return [function for function in FUNCTIONS.values() if not function.streams]


def function_name(name: str) -> str:
    """BASE → TARIFF_BASE: Excel has a BASE of its own, and CASE is a word of VBA."""
    return f"TARIFF_{name}"


def arguments_of(function: Function) -> list[Parameter]:
    """The parameters; date is named date_, for a word of VBA names no argument."""
    return [replace(p, name=_argument_name(p.name)) for p in function.parameters]


def _argument_name(name: str) -> str:
    return f"{name}_" if name.casefold() in _RESERVED else name
