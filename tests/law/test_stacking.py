"""How additional duties add up, on programmes small enough to be checked by hand."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tariffline.law.facts import Said, parse_facts
from tariffline.law.measure import Programme
from tariffline.law.measure_rows import read_programme
from tariffline.law.outcome import Outcome
from tariffline.law.stacking import Case, TooManyAsksError, outcomes

DAY = date(2026, 5, 1)
FROM = "from = 2026-01-01\n"


def programme(rows: str, key: str = "10-tea", head: str = "") -> Programme:
    table = (
        f'[programme]\nname = "{key}"\nlaw = "note 9"\nfiling = 3\nknown_to = 2026-09-29\n{head}'
    )
    return read_programme(table + rows.replace("[row]", f"[[measure]]\n{FROM}"), key)


def case(
    facts: str = "",
    base: str | None = "0.05",
    origin: str = "CN",
    lists: Mapping[str, frozenset[str]] | None = None,
    free: bool = False,
    column_2: bool = False,
) -> Case:
    said: dict[str, Said] = dict(parse_facts(facts).said)
    stands = lists or {}
    return Case(
        code="0902101015",
        listed=stands.get("listed", frozenset()),
        worded=stands.get("worded", frozenset()),
        unread=stands.get("unread", frozenset()),
        origin=origin,
        day=DAY,
        facts=said,
        base=None if base is None else Decimal(base),
        column_2=column_2,
        free=free,
    )


def only(case: Case, *programmes: Programme) -> Outcome:
    [outcome] = outcomes(case, programmes)
    return outcome


def headings(outcome: Outcome) -> list[str]:
    return [component.heading for component in outcome.components]


def totals(case: Case, *programmes: Programme) -> list[Decimal]:
    return sorted(outcome.total or Decimal(0) for outcome in outcomes(case, programmes))


ADD = programme('[row]heading = "9903.99.01"\nrate = "10%"\n')
CLAIMED = programme(
    '[row]heading = "9903.99.02"\nclaim = ["donation = yes"]\n'
    '[row]heading = "9903.99.01"\nrate = "10%"\n'
)


def test_a_rate_is_added_to_the_base() -> None:
    outcome = only(case(), ADD)
    assert (outcome.total, headings(outcome)) == (Decimal("0.15"), ["9903.99.01"])


def test_the_first_heading_that_fits_decides() -> None:
    rows = '[row]heading = "9903.99.01"\nrate = "10%"\norigins = "JP"\n'
    table = programme(rows + '[row]heading = "9903.99.02"\nrate = "20%"\n')
    assert only(case(origin="JP"), table).total == Decimal("0.15")
    assert only(case(origin="VN"), table).total == Decimal("0.25")


@pytest.mark.parametrize(
    ("base", "total", "heading"),
    [("0.05", "0.15", "9903.99.03"), ("0.15", "0.15", "9903.99.02"), ("0.2", "0.2", "9903.99.02")],
)
def test_a_total_tops_the_base_up(base: str, total: str, heading: str) -> None:
    rows = '[row]heading = """\n9903.99.03/9903.99.02 | 15% | CN\n"""\n'
    outcome = only(case(base=base), programme(rows))
    assert (outcome.total, headings(outcome)) == (Decimal(total), [heading])


def test_a_top_up_of_a_base_that_is_not_known_is_not_known() -> None:
    outcome = only(case(base=None), programme('[row]heading = "9903.99.03"\ntotal = "15%"\n'))
    assert outcome.total is None
    assert outcome.components[0].of_value is None


def test_a_rate_in_lieu_takes_the_place_of_the_base() -> None:
    lieu = programme('[row]heading = "9903.99.04"\ninstead = "35%"\n', "05-lieu")
    outcome = only(case(), lieu, ADD)
    assert outcome.total == Decimal("0.45")
    assert outcome.instead is not None
    assert outcome.instead.heading == "9903.99.04"


def test_an_exemption_levies_nothing_and_is_filed() -> None:
    outcome = only(case("donation=yes"), CLAIMED)
    assert (outcome.total, headings(outcome)) == (Decimal("0.05"), ["9903.99.02"])


def test_what_is_not_claimed_does_not_apply_and_is_named() -> None:
    outcome = only(case(), CLAIMED)
    assert outcome.total == Decimal("0.15")
    assert [measure.heading for _, measure in outcome.claimable] == ["9903.99.02"]


def test_what_is_claimed_in_vain_is_not_named_again() -> None:
    outcome = only(case("donation=no"), CLAIMED)
    assert (outcome.total, outcome.claimable) == (Decimal("0.15"), ())


def test_a_certificate_is_the_heading_itself() -> None:
    rows = (
        '[row]heading = "9903.99.02"\ncertified = true\n[row]heading = "9903.99.01"\nrate = "10%"\n'
    )
    assert only(case(), programme(rows)).total == Decimal("0.15")
    assert only(case("heading=9903.99.02"), programme(rows)).total == Decimal("0.05")


def test_a_certificate_does_not_put_goods_on_a_list() -> None:
    rows = '[row]heading = "9903.99.02"\ncertified = true\ncodes = "0903"\n'
    assert only(case("heading=9903.99.02"), programme(rows)).components == ()


def test_a_deciding_fact_is_followed_both_ways_unless_it_is_stated() -> None:
    table = programme('[row]heading = "9903.99.01"\nrate = "10%"\nif = ["use = tea bags"]\n')
    assert totals(case(), table) == [Decimal("0.05"), Decimal("0.15")]
    assert only(case("use=tea bags"), table).total == Decimal("0.15")
    assert only(case("use=loose tea"), table).total == Decimal("0.05")
    assert only(case("assume=ordinary"), table).total == Decimal("0.05")


def test_one_article_is_not_for_two_uses() -> None:
    one = programme('[row]heading = "9903.99.01"\nrate = "10%"\nif = ["use = a"]\n', "10-a")
    two = programme('[row]heading = "9903.99.02"\nrate = "20%"\nif = ["use = b"]\n', "11-b")
    assert totals(case(), one, two) == [Decimal("0.05"), Decimal("0.15"), Decimal("0.25")]


def test_goods_named_in_words_are_asked_for() -> None:
    table = programme('[row]heading = "9903.99.01"\nrate = "10%"\nlists = ["teas"]\n')
    worded = case(lists={"worded": frozenset({"teas"})})
    found = outcomes(worded, [table])
    assert sorted(o.total for o in found if o.total) == [Decimal("0.05"), Decimal("0.15")]
    assert (
        found[0].supposed[0][0].words == "whether the goods are those that the words of teas mean"
    )


def test_an_exemption_in_words_must_be_claimed() -> None:
    rows = (
        '[row]heading = "9903.99.02"\nlists = ["teas"]\n[row]heading = "9903.99.01"\nrate = "10%"\n'
    )
    outcome = only(case(lists={"worded": frozenset({"teas"})}), programme(rows))
    assert outcome.total == Decimal("0.15")
    assert [measure.heading for _, measure in outcome.claimable] == ["9903.99.02"]


def test_a_list_that_is_not_loaded_leaves_both_ways_open() -> None:
    table = programme('[row]heading = "9903.99.01"\nrate = "10%"\nlists = ["teas"]\n')
    unread = case(lists={"unread": frozenset({"teas"})})
    assert totals(unread, table) == [Decimal("0.05"), Decimal("0.15")]
    [ask] = {ask for outcome in outcomes(unread, [table]) for ask, _ in outcome.supposed}
    assert ask.words == "the list of teas, which is not loaded"


def test_goods_off_a_list_are_not_levied_on() -> None:
    table = programme('[row]heading = "9903.99.01"\nrate = "10%"\nlists = ["teas"]\n')
    assert only(case(), table).total == Decimal("0.05")
    assert only(case(lists={"listed": frozenset({"teas"})}), table).total == Decimal("0.15")


def test_goods_set_apart_are_not_levied_on() -> None:
    table = programme('[row]heading = "9903.99.01"\nrate = "10%"\nbut_codes = "0902.10"\n')
    assert only(case(), table).total == Decimal("0.05")


def test_goods_that_are_not_among_those_meant_are_not_meant() -> None:
    rows = '[row]heading = "9903.99.02"\nlists = ["aircraft"]\namong_lists = ["metals"]\n'
    aircraft = frozenset({"aircraft"})
    assert only(case(lists={"listed": aircraft}), programme(rows)).components == ()
    both = case(lists={"listed": aircraft | {"metals"}})
    assert headings(only(both, programme(rows))) == ["9903.99.02"]


STEEL = programme(
    '[row]heading = "9903.99.05"\nrate = "50%"\non = "steel"\n', "21-steel", 'group = "232"\n'
)
REST = programme(
    '[row]heading = "9903.99.06"\nspent = true\n[row]heading = "9903.99.01"\nrate = "10%"\n',
    "60-rest",
    'yields = ["232"]\n',
)


def test_a_rate_on_content_leaves_the_rest_to_others() -> None:
    outcome = only(case("steel=0.4"), STEEL, REST)
    assert outcome.total == Decimal("0.05") + Decimal("0.2") + Decimal("0.06")
    assert [component.share for component in outcome.components] == [
        Decimal("0.4"), Decimal(0), Decimal("0.6"),
    ]  # fmt: skip
    assert headings(outcome) == ["9903.99.05", "9903.99.06", "9903.99.01"]


def test_goods_that_are_all_metal_are_spent() -> None:
    outcome = only(case("metal=1"), STEEL, REST)
    assert (outcome.total, headings(outcome)) == (Decimal("0.55"), ["9903.99.05", "9903.99.06"])


def test_a_share_that_is_not_stated_is_all_or_nothing_and_ordinarily_all() -> None:
    assert totals(case(), STEEL, REST) == [Decimal("0.15"), Decimal("0.55")]
    assert only(case("assume=ordinary"), STEEL, REST).total == Decimal("0.55")


def test_of_goods_that_are_usually_all_metal_nobody_is_asked() -> None:
    for usual, found in (("true", ["0.55"]), ('"0902"', ["0.55"]), ('"0903"', ["0.15", "0.55"])):
        steel = programme(
            f'[row]heading = "9903.99.05"\nrate = "50%"\non = "steel"\nusual = {usual}\n',
            "21-steel",
            'group = "232"\n',
        )
        assert totals(case(), steel, REST) == [Decimal(total) for total in found]
        assert only(case("steel=0.4"), steel, REST).total == Decimal("0.31")


def test_what_is_supposed_once_is_supposed_throughout() -> None:
    rows = '[row]heading = "{}"\nrate = "10%"\nif = ["use = tea bags"]\n'
    asked = programme(rows.format("9903.99.02"), "20-bags")
    usual = programme(rows.format("9903.99.01") + "usual = true\n", "10-tea")
    outcome = only(case(), usual, asked)
    assert (outcome.total, [said for _, said in outcome.supposed]) == (Decimal("0.05"), [False])
    assert only(case("use=tea bags"), usual, asked).total == Decimal("0.25")


def test_goods_without_the_metal_are_not_filed() -> None:
    outcome = only(case("steel=0"), STEEL, REST)
    assert (outcome.total, headings(outcome)) == (Decimal("0.15"), ["9903.99.01"])


def test_several_facts_that_must_not_be_are_asked_for_together() -> None:
    rows = '[row]heading = "9903.99.01"\nrate = "10%"\nif = ["melt != MX", "melt != US"]\n'
    assert totals(case(), programme(rows)) == [Decimal("0.05"), Decimal("0.05"), Decimal("0.15")]
    assert only(case("melt=US"), programme(rows)).total == Decimal("0.05")
    assert only(case("melt=BR"), programme(rows)).total == Decimal("0.15")


def test_what_is_taken_for_another_group_is_closed_to_those_who_yield_to_it() -> None:
    freed = programme('[row]heading = "9903.99.08"\ntakes_for = "freed"\n', "10-tea")
    yields = 'group = "232"\nyields = ["freed"]\n'
    row = '[row]heading = "9903.99.01"\nrate = "10%"\n'
    assert headings(only(case(), freed, programme(row, "60-rest", yields))) == ["9903.99.08"]
    assert only(case(), freed, programme(row, "60-rest")).total == Decimal("0.15")


def test_a_share_that_leaves_the_whole_to_another() -> None:
    rest = programme(
        '[row]heading = "9903.99.06"\nshared = true\n[row]heading = "9903.99.07"\nrate = "10%"\n',
        "60-rest",
        'yields = ["232"]\n',
    )
    assert only(case("steel=0.4"), STEEL, rest).total == Decimal("0.25")
    assert only(case("steel=0"), STEEL, rest).total == Decimal("0.15")


def test_two_metals_share_the_value() -> None:
    copper = programme(
        '[row]heading = "9903.99.07"\nrate = "25%"\non = "copper"\n',
        "23-copper",
        'group = "232"\nyields = ["232"]\n',
    )
    outcome = only(case("steel=0.7; copper=0.6"), STEEL, copper, REST)
    assert [component.share for component in outcome.components] == [
        Decimal("0.7"), Decimal("0.3"), Decimal(0),
    ]  # fmt: skip


def test_metal_that_is_not_told_apart_is_counted_once() -> None:
    copper = programme(
        '[row]heading = "9903.99.07"\nrate = "50%"\non = "copper"\n',
        "23-copper",
        'group = "232"\nyields = ["232"]\n',
    )
    assert only(case("metal=0.4"), STEEL, copper, REST).total == Decimal("0.31")
    assert only(case("metal=0.4; copper=0.1"), STEEL, copper, REST).total == Decimal("0.35")


def test_what_a_reducing_heading_frees_is_levied_on_by_nobody_if_it_takes() -> None:
    rows = (
        '[row]heading = "9903.99.08"\nclaim = ["us_content > 0"]\nreduces = "us_content"\n{}'
        '[row]heading = "9903.99.05"\nrate = "25%"\n'
    )
    for takes, total in (("takes = true\n", "0.2"), ("", "0.24")):
        autos = programme(rows.format(takes), "12-autos", 'group = "232"\n')
        outcome = only(case("us_content=0.4"), autos, REST)
        assert outcome.total == Decimal(total)
        assert headings(outcome)[:2] == ["9903.99.08", "9903.99.05"]


def test_a_share_is_free_up_to_a_bound() -> None:
    table = programme(
        '[row]heading = "9903.99.08"\nclaim = ["us_content > 0"]\nreduces = "us_content"\n'
        'at_most = "40%"\ntakes = true\n[row]heading = "9903.99.05"\nrate = "25%"\n'
    )
    assert only(case("us_content=0.2"), table).total == Decimal("0.25")
    assert only(case("us_content=0.6"), table).total == Decimal("0.2")


def test_free_headings_need_a_free_entry_and_column_2_its_column() -> None:
    free = programme('[row]heading = "9903.99.02"\nfree = true\n')
    assert headings(only(case(free=True), free)) == ["9903.99.02"]
    assert headings(only(case(), free)) == []
    column = programme('[row]heading = "9903.99.02"\ncolumn_2 = true\n')
    assert headings(only(case(column_2=True), column)) == ["9903.99.02"]
    assert headings(only(case(), column)) == []


def test_a_heading_holds_from_its_first_day_to_its_last() -> None:
    for window, levied in (
        ("until = 2026-05-01", True),
        ("until = 2026-04-30", False),
    ):
        table = programme(f'[row]heading = "9903.99.01"\nrate = "10%"\n{window}\n')
        assert (only(case(), table).components != ()) is levied


def test_too_much_unknown_is_refused() -> None:
    programmes = [
        programme(f'[row]heading = "9903.99.01"\nrate = "1%"\nlists = ["l{i}"]\n', f"{i}-tea")
        for i in range(10, 20)
    ]
    unread = case(lists={"unread": frozenset(f"l{i}" for i in range(10, 20))})
    with pytest.raises(TooManyAsksError):
        outcomes(unread, programmes)
