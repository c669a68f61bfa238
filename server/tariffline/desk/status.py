"""What the desk answers from."""

from __future__ import annotations

from tariffline.desk.find import edition_on
from tariffline.desk.found import USITC
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Cite, Scope, Unknown


def as_of(desk: Desk) -> Answer | Unknown:
    """The edition in use today."""
    edition = edition_on(desk, None)
    if isinstance(edition, Unknown):
        return edition
    info = edition.info
    notes = (
        f"effective {info.effective} ({info.basis})",
        f"published {info.published or 'on a date we do not know'}",
        f"retrieved {info.retrieved:%Y-%m-%d %H:%M %Z}",
    )
    cite = Cite(f"HTS {info.label}", "whole edition", f"SHA-256 {info.sha256}", USITC)
    return Answer(
        info.label, (cite,), Scope(hts=""), info.label, desk.schedule.last_day(info), notes
    )
