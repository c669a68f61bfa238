"""What the feed is told of programmes that start and stop."""

from datetime import date

from tariffline.law.measure import Programme
from tariffline.law.measure_news import edition, news
from tariffline.law.measure_rows import read_programme

HEAD = '[programme]\nname = "Tea"\nlaw = "note 9"\nfiling = 3\nknown_to = 2026-09-29\n'


def tea(*rows: str) -> Programme:
    return read_programme(HEAD + "".join(f"[[measure]]\n{row}\n" for row in rows), "10-tea")


def test_a_start_and_a_stop_are_two_entries() -> None:
    row = 'heading = "9903.99.01"\nrate = "10%"\norigins = "CN"\n'
    [start, stop] = news([tea(row + "from = 2026-02-24\nuntil = 2026-07-23")])
    assert (start.effective, start.before, start.after) == (
        date(2026, 2, 24), "", "9903.99.01 + 10%",
    )  # fmt: skip
    assert (stop.effective, stop.before, stop.after) == (
        date(2026, 7, 24), "9903.99.01 + 10%", "",
    )  # fmt: skip
    assert start.origin == "CN"
    assert start.law == "note 9"


def test_a_rate_that_moves_is_one_entry() -> None:
    first = 'heading = "9903.99.01"\nrate = "25%"\nfrom = 2025-03-12\nuntil = 2025-06-03'
    then = 'heading = "9903.99.01"\nrate = "50%"\nfrom = 2025-06-04'
    told = [each for each in news([tea(first, then)]) if each.effective == date(2025, 6, 4)]
    assert [(each.before, each.after, each.origin) for each in told] == [
        ("9903.99.01 + 25%", "9903.99.01 + 50%", "")
    ]


def test_the_kinds_are_told_apart_and_long_tables_cut_short() -> None:
    lines = "\n".join(f"9903.99.0{i} | {i}% | CN" for i in range(1, 6))
    [only] = news([tea(f'heading = """\n{lines}\n"""\nfrom = 2026-01-01')])
    assert only.after.endswith("9903.99.04 + 4% and 1 more headings")
    [total] = news([tea('heading = "9903.99.01"\ntotal = "15%"\nfrom = 2026-01-01')])
    [lieu] = news([tea('heading = "9903.99.01"\ninstead = "35%"\nfrom = 2026-01-01')])
    assert (total.after, lieu.after) == ("9903.99.01 15% in all", "9903.99.01 35% in lieu")


def test_exemptions_and_days_before_2025_are_no_news() -> None:
    exempt = 'heading = "9903.99.01"\nfrom = 2026-01-01'
    old = 'heading = "9903.99.01"\nrate = "25%"\nfrom = 2018-07-06'
    assert list(news([tea(exempt, old)])) == []


def test_a_mended_table_is_a_new_edition() -> None:
    marks = [edition(texts).after for texts in (["a row"], ["a mended row"], ["a row", "a list"])]
    assert len(set(marks)) == 3
    assert edition(["a row"]).after == marks[0]
