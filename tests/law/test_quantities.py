"""Quantities as people write them, in the units that a line reports and a rate counts."""

from __future__ import annotations

import gzip
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.quantities import Quantities, Quantity, QuantityError, parse_quantities
from tariffline.law.units import UNITS, Unit, line_units, unit_named
from tariffline.sources.usitc.export import read_export

numbers = st.decimals(min_value=0, max_value=9_999_999, places=2)


def unit(text: str) -> Unit:
    found = unit_named(text)
    assert found is not None, text
    return found


def counted(text: object, name: str) -> Fraction | None:
    return parse_quantities(text).counted(unit(name))


@pytest.mark.parametrize(
    ("written", "name", "number"),
    [
        ("12 kg", "kg", "12"),
        ("12kg", "g", "12000"),
        ("1,234.5 KGS", "t", "1.2345"),
        ("100 lb", "kg", "45.359237"),
        ("1 short ton", "lb", "2000"),
        ("1 long ton", "lb", "2240"),
        ("5 carats", "g", "1"),
        ("30 pcs", "doz.", "2.5"),
        ("5 doz.", "No.", "60"),
        ("2 gross", "doz.", "24"),
        ("1,500 each", "thousand", "1.5"),
        ("3 hundreds", "No.", "300"),
        ("3 Dz Pcs", "No.", "36"),
        ("2 doz. prs.", "pr.", "24"),
        ("100 m²", "cm2", "1000000"),
        ("1 sq. ft", "m2", "0.09290304"),
        ("10 ft", "m", "3.048"),
        ("1 bbl", "gal", "42"),
        ("1 gal", "liter", "3.785411784"),
        ("2 m3", "liters", "2000"),
        ("4 pf.liters", "pf. liter", "4"),
        ("1 proof gallon", "pf. liter", "3.785411784"),
        ("750 liters; 80 proof", "pf. liter", "600"),
        (".5 kg", "g", "500"),
    ],
)
def test_units_convert_exactly_within_what_they_measure(
    written: str, name: str, number: str
) -> None:
    assert counted(written, name) == Fraction(number)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("12 kg", "No."),
        ("12 No.", "pr."),
        ("12 pr.", "No."),
        ("750 liters", "pf. liter"),
        ("80 proof", "pf. liter"),
        ("12 liters", "kg"),
        ("12 m", "m2"),
        ("12 kg", "clean kg"),
        ("12 kg", "Pb kg"),
        ("12 kg drained weight", "kg"),
        ("12", "kg"),
    ],
)
def test_what_measures_something_else_is_never_taken_for_it(written: str, name: str) -> None:
    assert counted(written, name) is None


@pytest.mark.parametrize(
    ("written", "name", "of"),
    [
        ("95 kg drained weight", "kg", "drained weight"),
        ("95 KG on Drained Weight", "kg", "drained weight"),
        ("95 kg, including weight of container", "kg", "including weight of container"),
        ("12 m2 of recording surface", "m2", "recording surface"),
        ("3 kg lead content", "kg", "lead content"),
        ("3 Pb kg", "kg", "lead content"),
        ("3 kg anhydrous morphine content", "kg", "anhydrous morphine content"),
        ("5 kg ttl sug", "kg", "total sugars"),
        ("5 kg total sugars", "kg", "total sugars"),
        ("2 gross immediate containers", "gross", "immediate containers"),
        ("3 pf. liters ethyl alcohol content", "pf. liter", ""),
    ],
)
def test_what_alone_is_measured_may_follow_the_unit(written: str, name: str, of: str) -> None:
    (quantity,) = parse_quantities(written).stated
    assert quantity.unit is not None
    assert (quantity.unit.name, quantity.unit.of) == (name, of)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "no quantity given"),
        (" ; ", "no quantity given"),
        ("some", "“some” is not a quantity; write it as 12 kg"),
        ("-5 kg", "“-5 kg” is not a quantity"),
        ("1e5 kg", "“e5 kg” is not a unit we know"),
        (-5, "“-5” is not a quantity"),
        (float("nan"), "“nan” is not a quantity"),
        (10**400, "is not a quantity"),
        ("99999999999 kg", "more than an entry summary can hold"),
        ("12 stone", "“stone” is not a unit we know; there are: kg, g, mg, t"),
        ("12 ton", "“ton” is not a unit we know"),
        ("12 kg of joy", "“kg of joy” is not a unit we know"),
        ("1,23 kg", "“,23 kg” is not a unit we know"),
        ("12 kg; 500 g", "states the same quantity twice"),
        ("12; 5", "give each quantity its unit, as in 12 kg; 5 doz."),
        ("12; 500 g", "give each quantity its unit"),
        (True, "“True” is not a quantity"),
        (None, "“None” is not a quantity"),
    ],
)
def test_what_is_no_quantity_is_refused_by_name(value: object, words: str) -> None:
    with pytest.raises(QuantityError) as error:
        parse_quantities(value)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("stated", "units", "expected"),
    [
        (12, ("kg",), [("12", "kg")]),
        ("12.345", ("kg",), [("12.35", "kg")]),
        ("1234567 g", ("kg",), [("1234.57", "kg")]),
        ("30 pcs; 7 lb", ("doz.", "kg"), [("2.5", "doz."), ("3.18", "kg")]),
        ("5 kg; 3 kg lead content", ("kg", "Pb kg"), [("5", "kg"), ("3", "kg")]),
        ("1234.567 kg drained weight", ("kg",), [("1234.567", "kg")]),
        (7, ("doses",), [("7", "doses")]),
        (7, ("kettles",), [("7", "kettles")]),
        ("7 No.; 3 kg", ("No. and kg",), [("7", "No."), ("3", "kg")]),
    ],
)
def test_a_line_reports_its_own_units_to_two_decimals(
    stated: object, units: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    told = parse_quantities(stated).reported(units).stated
    assert [(q.number, q.unit.name if q.unit else "") for q in told] == [
        (Fraction(number), name) for number, name in expected
    ]


@pytest.mark.parametrize("units", [(), ("X",), ("",)])
def test_a_bare_number_on_a_line_without_a_unit_measures_nothing(units: tuple[str, ...]) -> None:
    assert parse_quantities(12).reported(units) == parse_quantities(12)


@given(numbers, st.sampled_from(sorted(UNITS)), st.data())
def test_a_quantity_goes_there_and_back(number: Fraction, name: str, data: st.DataObject) -> None:
    first = UNITS[name]
    alike = [each for each in UNITS.values() if each.kind == first.kind]
    second = data.draw(st.sampled_from(alike))
    there = Quantities((Quantity(Fraction(number), first),)).counted(second)
    assert there is not None
    assert Quantities((Quantity(there, second),)).counted(first) == Fraction(number)


@given(numbers, st.sampled_from(sorted(UNITS)))
def test_every_unit_reads_back_by_its_name(number: Fraction, name: str) -> None:
    (quantity,) = parse_quantities(f"{number} {name}").stated
    assert quantity == Quantity(Fraction(number), UNITS[name])


@given(st.one_of(st.text(), st.text("0123456789.,; kgdozm2"), st.floats(), st.integers()))
def test_anything_reads_to_quantities_or_is_refused(value: object) -> None:
    with suppress(QuantityError):
        assert all(quantity.number >= 0 for quantity in parse_quantities(value).stated)


def test_every_unit_of_the_schedule_is_known(official_data: Path) -> None:
    rows = read_export(gzip.decompress((official_data / "hts/hts_2026_rev_5.json.gz").read_bytes()))
    printed = {unit for row in rows for unit in line_units(row.units)}
    assert len(printed) > 55
    assert {unit.name for unit in printed if unit_named(unit.name) is None} == set()
