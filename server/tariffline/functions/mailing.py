"""Answering a mail by the questions of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from tariffline.desk import mailing
from tariffline.desk.mail_answers import AnsweredMail
from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer, Unknown
from tariffline.sources.letters import Letter


def answer_mail(desk: Desk, letter: Letter) -> AnsweredMail:
    """What a mail mentions, answered; see `desk.mailing`."""

    def ask(function: str, arguments: Sequence[object]) -> Answer | Unknown | None:
        known = CATALOGUE.get(function)
        return one(desk, known, arguments) if known else None

    return mailing.answer_mail(desk, letter, ask)
