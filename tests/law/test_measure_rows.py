"""Programmes read from their tables: every key, and every error by name."""

from datetime import date
from decimal import Decimal

import pytest

from tariffline.law.measure import Condition, Effect, Goods, Programme
from tariffline.law.measure_rows import MeasureError, read_programme
from tariffline.law.origins import UNIONS

HEAD = """
[programme]
name = "Tea surcharge"
law = "Proclamation 1"
filing = 3
known_to = 2026-09-29
"""
ROW = '[[measure]]\nheading = "9903.99.01"\nfrom = 2026-01-01\n'


def read(rows: str, head: str = HEAD) -> Programme:
    return read_programme(head + rows, "90-tea")


def test_what_is_left_out_of_the_head() -> None:
    programme = read("")
    assert (programme.key, programme.group, programme.yields, programme.url) == (
        "90-tea", "90-tea", (), "",
    )  # fmt: skip
    assert programme.known_to == date(2026, 9, 29)
    assert programme.measures == ()


def test_the_head_whole() -> None:
    programme = read("", HEAD + 'url = "https://example.org"\ngroup = "232"\nyields = ["201"]\n')
    assert (programme.url, programme.group, programme.yields) == (
        "https://example.org", "232", ("201",),
    )  # fmt: skip


def test_a_row_that_says_nothing_else_exempts_everything_from_its_day_on() -> None:
    [measure] = read(ROW).measures
    assert measure.effect is Effect.NONE
    assert not measure.takes
    assert measure.goods == measure.but == Goods()
    assert measure.end is None
    assert measure.cite == "Proclamation 1"
    assert not measure.must_be_claimed
    assert measure.of("FR")


@pytest.mark.parametrize(
    ("key", "effect", "rate"),
    [
        ('rate = "7.5%"', Effect.ADD, Decimal("0.075")),
        ('total = "15%"', Effect.TOTAL, Decimal("0.15")),
        ('instead = "35%"', Effect.INSTEAD, Decimal("0.35")),
    ],
)
def test_what_a_row_levies(key: str, effect: Effect, rate: Decimal) -> None:
    [measure] = read(ROW + key).measures
    assert (measure.effect, measure.rate, measure.takes) == (effect, rate, True)


def test_every_key_of_a_row() -> None:
    [measure] = read(
        ROW
        + """
total = "15%"
at_least = "9903.99.02"
on = "steel"
lists = ["9903.99.01", "note 9(b)"]
codes = "0902 0903.00.00"
but_lists = ["note 9(c)"]
but_codes = "0902.10.10"
among_lists = ["note 9(d)"]
origins = "EU JP"
but_origins = "FR"
until = 2026-12-31
if = ["use = tea bags", "steel >= 0.2"]
claim = ["loaded < 2026-01-01"]
usual = "0902.20"
certified = true
column_2 = false
free = true
takes = false
takes_for = "teas"
spent = true
shared = true
reduces = "us_content"
at_most = "40%"
note = "in bags"
cite = "note 9"
"""
    ).measures
    assert measure.at_least == "9903.99.02"
    assert measure.on == "steel"
    assert measure.goods == Goods(("9903.99.01", "note 9(b)"), ("0902", "09030000"))
    assert measure.but == Goods(("note 9(c)",), ("09021010",))
    assert measure.among == Goods(("note 9(d)",))
    assert measure.origins == {*UNIONS["EU"], "JP"}
    assert not measure.of("FR")
    assert not measure.of("CN")
    assert measure.end == date(2026, 12, 31)
    assert measure.conditions == (
        Condition("use", "=", "tea bags"),
        Condition("steel", ">=", Decimal("0.2")),
    )
    assert measure.claims == (Condition("loaded", "<", date(2026, 1, 1)),)
    assert measure.must_be_claimed
    assert (measure.certified, measure.column_2, measure.free) == (True, False, True)
    assert (measure.takes, measure.spent, measure.reduces) == (False, True, "us_content")
    assert (measure.takes_for, measure.shared, measure.at_most) == ("teas", True, Decimal("0.4"))
    assert measure.usual == ("090220",)
    assert (measure.note, measure.cite) == ("in bags", "note 9")


def test_what_is_usual_of_all_goods_and_what_is_taken_for_others() -> None:
    [measure] = read(ROW + 'usual = true\ntakes_for = "teas"\n').measures
    assert measure.usual == ("",)
    assert (measure.takes, measure.takes_for, measure.at_most) == (True, "teas", Decimal(1))


def test_a_table_of_headings_is_a_measure_a_line() -> None:
    rows = read(
        '[[measure]]\nfrom = 2026-01-01\nheading = """\n9903.99.01 | 12.5% | CN\n'
        '9903.99.03/9903.99.02 | 15% | EU\n"""\n'
    ).measures
    add, total = rows
    assert (add.heading, add.effect, add.rate) == ("9903.99.01", Effect.ADD, Decimal("0.125"))
    assert (total.heading, total.at_least, total.effect) == (
        "9903.99.03", "9903.99.02", Effect.TOTAL,
    )  # fmt: skip
    assert total.origins == set(UNIONS["EU"])


def test_a_list_that_nobody_prints() -> None:
    [unprinted] = read(
        '[[list]]\nname = "teas"\nwhat = "the teas"\nwithin = "0902 0903.00"\n'
        'within_lists = ["9903.99.01"]\n'
    ).unprinted
    assert unprinted.codes == ("0902", "090300")
    assert unprinted.lists == ("9903.99.01",)


@pytest.mark.parametrize(
    ("head", "rows", "words"),
    [
        (HEAD.replace("filing = 3\n", ""), "", "90-tea: the key 'filing' is missing"),
        (HEAD, '[[measure]]\nheading = "9903.99.01"\n', "90-tea: the key 'from' is missing"),
        (HEAD, ROW + 'colour = "red"', "90-tea: 9903.99.01: colour is no key"),
        (HEAD, ROW + 'rate = "7.5"', "90-tea: 9903.99.01: rate 7.5 has no % sign"),
        (HEAD, ROW + 'until = "soon"', "90-tea: 9903.99.01: until is no date"),
        (HEAD, ROW + 'if = ["colour = red"]', "90-tea: “colour = red” compares no fact"),
        (HEAD, ROW + 'if = ["steel"]', "90-tea: “steel” compares no fact"),
        (HEAD, ROW + 'claim = ["steel > much"]', "90-tea: write a share such as 0.4 or 40%"),
        (HEAD, '[[list]]\nname = "teas"\n', "90-tea: the key 'what' is missing"),
    ],
)
def test_what_is_wrong_is_named(head: str, rows: str, words: str) -> None:
    with pytest.raises(MeasureError) as error:
        read(rows, head)
    assert str(error.value) == words


@pytest.mark.parametrize(
    ("test", "met"),
    [("=", False), ("!=", True), ("<", True), ("<=", True), (">", False), (">=", False)],
)
def test_a_condition_compares_shares_and_days(test: str, met: bool) -> None:
    shares = Condition("steel", test, Decimal("0.5"))
    days = Condition("loaded", test, date(2026, 1, 2))
    assert shares.met(Decimal("0.4")) is met
    assert days.met(date(2026, 1, 1)) is met


def test_a_condition_as_it_is_told() -> None:
    assert str(Condition("usmca", "=", True)) == "usmca=yes"
    assert str(Condition("donation", "!=", False)) == "donation!=no"
    assert str(Condition("us_metal", ">=", Decimal("0.95"))) == "us_metal>=0.95"


def test_other_kinds_are_equal_or_not_and_never_more() -> None:
    assert Condition("melt", "=", "US").met("US")
    assert not Condition("melt", ">", "US").met("VN")


def test_of_several_claims_the_one_wanted_is_enough() -> None:
    wanted = Condition("claim", "=", ("P",))
    assert wanted.met(("P",))
    assert wanted.met(("KR", "P"))
    assert not wanted.met(("S",))


def test_a_programme_is_over_when_all_its_headings_have_ended_as_far_as_known() -> None:
    ended, going_on = ROW + "until = 2026-07-23\n", ROW
    later = ROW + "until = 2026-10-01\n"
    assert read(ended).over
    assert not read(ended + going_on).over
    assert not read(ended + later).over


NUMBERS = '[numbers]\nblack = "0902.30 0902.40.00"\n'


def test_numbers_that_rows_share_stand_once() -> None:
    rows = ROW + 'codes = "black 0903.00.00"\nbut_codes = "0902.30.00.15"\n'
    [measure] = read(rows, HEAD + NUMBERS).measures
    assert measure.goods == Goods(codes=("090230", "09024000", "09030000"))
    assert measure.but == Goods(codes=("0902300015",))


def test_a_name_that_stands_for_no_numbers() -> None:
    with pytest.raises(MeasureError, match=r"9903\.99\.01: codes names no numbers: green"):
        read(ROW + 'codes = "black green"\n', HEAD + NUMBERS)


@pytest.mark.parametrize(
    "said", ["heading=9903.04.61", "usmca=yes", "us_metal>=0.85", "use=auto parts", "claim=S"]
)
def test_a_condition_reads_as_it_is_written(said: str) -> None:
    table = f'heading = "9903.01.01"\nif = ["{said}"]\nfrom = 2026-01-01\n'
    head = '[programme]\nname = "N"\nlaw = "L"\nfiling = 1\nknown_to = 2026-01-01\n[[measure]]\n'
    [measure] = read_programme(head + table, "n").measures
    assert [str(condition) for condition in measure.conditions] == [said]
