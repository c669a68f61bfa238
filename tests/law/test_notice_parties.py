"""Whom a rate is for, as the cells of notices say it."""

from __future__ import annotations

import pytest

from tariffline.law.notice import RateParty
from tariffline.law.notice_parties import cleaned, is_ditto, is_group, names_in, read_party


@pytest.mark.parametrize(
    "printed",
    [
        "All Others", "All others", "All-Others Rate", "all-others", "Others", "ALL OTHERS",
        "All Other Producers/Exporters", "All other manufacturers and exporters",
        "All Other Companies *", "The all-others rate",
    ],
)  # fmt: skip
def test_all_others(printed: str) -> None:
    assert read_party(printed).kind is RateParty.ALL_OTHERS


@pytest.mark.parametrize(
    "printed",
    [
        "PRC-Wide Entity", "PRC–wide rate", "China-Wide Entity", "China-wide", "Vietnam-Wide Rate",
        "Country-Wide Entity", "The PRC-wide entity *", "“China-Wide Entity”", "Russia-wide entity",
        "PRC Entity",
    ],
)  # fmt: skip
def test_the_entity_of_a_country(printed: str) -> None:
    assert read_party(printed).kind is RateParty.COUNTRY_WIDE


@pytest.mark.parametrize(
    "printed",
    [
        "China National Metals Corp.", "Others Trading Co., Ltd.", "World-Wide Tires Inc.",
        "Vietnam Wide Foods", "Allied Others GmbH", "Georgia-Pacific LLC", "PRC Steel Works",
    ],
)  # fmt: skip
def test_companies_whose_names_look_alike(printed: str) -> None:
    party = read_party(printed)
    assert (party.kind, party.name) == (RateParty.NAMED, printed)


def test_what_an_entity_includes_is_kept() -> None:
    party = read_party("PRC-wide Entity (including A Co., Ltd. and B Corp.)")
    assert party.extra == "including A Co., Ltd. and B Corp."


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("A Co., Ltd.12", "A Co., Ltd."),
        ("A Co., Ltd.\\12\\", "A Co., Ltd."),
        ("A Co., Ltd *", "A Co., Ltd"),
        ("A Co., Ltd ........", "A Co., Ltd"),
        ("  A   Co.,\n Ltd.,", "A Co., Ltd."),
        ("Plant No. 12", "Plant No. 12"),
        ("7-Steel 2000 Inc.", "7-Steel 2000 Inc."),
    ],
)
def test_a_name_without_its_marks(printed: str, name: str) -> None:
    assert cleaned(printed) == name


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("A Co., Ltd.", ("A Co., Ltd.",)),
        ("A Co., Ltd.; B Corp.; and C", ("A Co., Ltd.", "B Corp.", "C")),
        ("A Co., Ltd./B Co., Ltd./C S.A.", ("A Co., Ltd.", "B Co., Ltd.", "C S.A.")),
        ("Tianjin Import/Export Corp.", ("Tianjin Import/Export Corp.",)),
        ("Foo Inc. d/b/a Bar", ("Foo Inc. d/b/a Bar",)),
    ],
)
def test_the_companies_of_a_cell(printed: str, names: tuple[str, ...]) -> None:
    assert names_in(printed) == names


@pytest.mark.parametrize(
    ("printed", "exporter", "producer"),
    [
        ("Exporter: A Ltd.; Producer: B Works", "A Ltd.", "B Works"),
        ("Produced by B Works and exported by A Ltd.", "A Ltd.", "B Works"),
        ("A Ltd. (exporter)/B Works (producer)", "A Ltd.", "B Works"),
        ("A Ltd. (Produced by: B Works)", "A Ltd.", "B Works"),
        ("Exported by: A Ltd.", "A Ltd.", ""),
        ("Manufactured by: B Works", "", "B Works"),
        ("A Exporters Ltd.", "", ""),
    ],
)
def test_roles_within_a_cell(printed: str, exporter: str, producer: str) -> None:
    party = read_party(printed)
    assert (party.exporter, party.producer) == (exporter, producer)


def test_groups_and_ditto_marks() -> None:
    assert is_group("Review-Specific Rate Applicable to Non-Selected Companies")
    assert is_group("Companies Not Individually Examined")
    assert not is_group("Separate Rate Trading Co., Ltd.")
    assert all(map(is_ditto, ("Do", "do.", "......do......", "Ditto", "″", '"', "Same as above")))
    assert not any(map(is_ditto, ("", "Dong-A Steel", "Same Sky Co.", "...")))
