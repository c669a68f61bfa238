"""Company names: the same in many spellings, and never the same when a word differs."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.remedy_names import core, keys, keys_of, same_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Huabei East Steel Pipe Co., Ltd.", "HUABEI EAST STEEL PIPE COMPANY LIMITED"),
        ("Huabei East Steel Pipe Co., Ltd.", "Huabei East Steel Pipe Limited"),
        ("Foo (Shanghai) Trading Co Ltd", "Foo Shanghai Trading Co., Ltd"),
        ("Shanghai Foo Steel", "Foo Steel, Shanghai"),
        ("Çolakoğlu Metalurji A.Ş.", "Colakoglu Metalurji AS"),
        ("Grøntvedt Pelagic AS", "Grontvedt Pelagic A.S."),
        ("Sunny Imp. & Exp. Corp.", "Sunny Import and Export Corporation"),
        ("Sunny Import/Export Corp.", "Sunny Import Export Corp"),
        ("Shenyang Boyu M/E Co., Ltd.", "Shenyang Boyu ME Co Ltd"),
        ("The Kingland Group", "Kingland Group"),
        ("Zhejiang Jiuli Hi-Tech Metals Co., Ltd", "Zhejiang Jiuli High Tech Metals Co Ltd"),
        ("Jindal SAW Ltd. and its affiliates", "Jindal SAW Limited"),
        ("Foo Steel (collectively, Foo)", "Foo Steel"),
        ("Old Name Ltd. d/b/a New Name Ltd.", "New Name Limited"),
        ("New Name Ltd. (formerly known as Old Name Ltd.)", "Old Name Co., Ltd."),
        ("A-One Pipe Pvt. Ltd.", "A One Pipe Private Limited"),
        ("First Mill Co., Ltd.; Second Mill Co., Ltd.", "Second Mill Co., Ltd."),
        ("First Mill Co., Ltd. and Second Mill, Inc.", "Second Mill Incorporated"),
        ("The Stanley Works (Langfang) Co., Ltd./Stanley Black & Decker, Inc.",
         "Stanley Black and Decker Inc"),
    ],
)  # fmt: skip
def test_the_same_company(one: str, other: str) -> None:
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Huabei East Steel Pipe Co., Ltd.", "Huabei West Steel Pipe Co., Ltd."),
        ("Huabei East Steel Pipe Co., Ltd.", "Huabei East Steel Tube Co., Ltd."),
        ("Foo Limited", "Foo Incorporated"),
        ("Foo Limited", "Foo Private Limited"),
        ("Foo Limited", "Foo"),
        ("Foo Co., Ltd.", "Foo II Co., Ltd."),
        ("Qingdao Xinyuan", "Qingdao Xingyuan"),
        ("Import Trading Co.", "Export Trading Co."),
        ("Foo Company and Sons Ltd", "Foo Company"),
    ],
)
def test_another_company(one: str, other: str) -> None:
    assert not set(keys(one)) & set(keys(other))


@pytest.mark.parametrize("name", ["", "Co., Ltd.", " . ", "d/b/a", "and its affiliates"])
def test_a_name_without_a_name_has_no_key(name: str) -> None:
    assert keys(name) == ()


def test_several_companies_of_one_cell() -> None:
    assert set(keys("Second Mill Ltd")) < set(
        keys_of("First Second", ("First Mill", "Second Mill Ltd"))
    )


def test_word_order_is_told_from_the_same_words() -> None:
    assert same_words("Foo Co., Ltd.", "FOO CO LTD")
    assert not same_words("Shanghai Foo", "Foo Shanghai")


_WORDS = st.lists(
    st.sampled_from(["Huabei", "East", "Steel", "Pipe", "Golden", "Mill", "Wuxi"]),
    min_size=2, max_size=5, unique=True,
)  # fmt: skip


@given(_WORDS, st.randoms(use_true_random=False))
def test_a_key_forgets_case_order_and_punctuation_only(words: list[str], random: Random) -> None:
    shuffled = [*words]
    random.shuffle(shuffled)
    name = " ".join(words)
    assert keys(f"{name} Co., Ltd.") == keys(f"{'-'.join(shuffled).upper()}, LIMITED")
    assert keys(f"{name} Co., Ltd.") != keys(f"{' '.join(words[:-1])} Co., Ltd.")


@given(st.text(max_size=80))
def test_any_text_has_keys_without_an_error(text: str) -> None:
    assert all(key == key.strip() and key for key in keys(text))


def test_the_core_of_a_name_has_no_legal_form() -> None:
    assert core("Huabei East Steel Pipe Co., Ltd.") == "huabei east steel pipe"
    assert core("Foo Pvt. Ltd.") == core("Foo, Inc.") == "foo"
