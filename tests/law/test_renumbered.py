"""Statistical numbers that were split: the table."""

from tariffline.law.renumbered import SPLIT


def test_every_number_is_whole_and_nothing_becomes_itself() -> None:
    for old, (_, numbers) in SPLIT.items():
        assert {len(digits) for digits in (old, *numbers)} == {10}
        assert old not in numbers
        assert len(set(numbers)) > 1
        assert {digits[:8] for digits in numbers} == {old[:8]}


def test_none_is_split_twice_for_heirs_have_no_heirs() -> None:
    assert not {digits for _, numbers in SPLIT.values() for digits in numbers} & SPLIT.keys()
