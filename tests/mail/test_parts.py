"""New text, quotations and signatures told apart."""

from __future__ import annotations

import pytest

from tariffline.mail.parts import parts


def said(text: str) -> list[tuple[str, str]]:
    return [(part.kind.value, text[part.start : part.end]) for part in parts(text)]


def test_a_reply_with_signature_and_marked_quotation() -> None:
    text = "Yes.\n\nBest regards,\nJo\nTel 305 555 0133\nOn Tue, Bob wrote:\n> is it?\n> Bob\n"
    assert said(text) == [
        ("new", "Yes.\n\n"),
        ("signature", "Best regards,\nJo\nTel 305 555 0133\nOn Tue, Bob wrote:\n"),
        ("quoted", "> is it?\n> Bob\n"),
    ]


def test_an_answer_between_quoted_lines_is_new() -> None:
    kinds = [kind for kind, _ in said("> a?\nYes.\n> b?\nNo.\n")]
    assert kinds == ["quoted", "new", "quoted", "new"]


@pytest.mark.parametrize(
    "header",
    [
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "From: Raj <raj@example.com>\nSent: Monday",
        "*From:* Raj\n*Date:* Monday",
        "Von: einkauf@example.de\nGesendet: Montag",
        "On 6 Nov 2026 at 11:05, ops@example.com wrote:",
    ],
)
def test_below_another_mail_s_header_all_is_quoted(header: str) -> None:
    text = f"Hi\n{header}\ntext\nThanks,\nRaj"
    assert said(text) == [("new", "Hi\n"), ("quoted", f"{header}\ntext\nThanks,\nRaj")]


@pytest.mark.parametrize("line", ["-- ", "__", "Kind regards,", "Thanks", "Sent from my iPhone"])
def test_what_begins_a_signature(line: str) -> None:
    assert said(f"text\n{line}\nJo")[-1] == ("signature", f"{line}\nJo")


@pytest.mark.parametrize("line", ["From: Ningbo to Chicago", "Thanks for the code", "On Monday"])
def test_what_begins_nothing(line: str) -> None:
    assert said(f"text\n{line}\nmore") == [("new", f"text\n{line}\nmore")]


def test_an_empty_text_has_no_parts() -> None:
    assert parts("") == ()
