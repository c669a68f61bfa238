"""Questions about CBP's messages."""

from __future__ import annotations

from tariffline.desk import csms as desk_csms
from tariffline.desk.records import Desk
from tariffline.functions.catalogue import question
from tariffline.law.answer import Answer, Unknown
from tariffline.law.message_number import MessageNumber


@question(returns="text", example=("39291311", "date"))
def csms(desk: Desk, number: MessageNumber, field: str = "title") -> Answer | Unknown:
    """A field of a CSMS message: its title, its words, or what is understood of it.

    number: the CSMS number, new (39291311) or old (19-000252)
    field: title, kind, date, effective, hts, cases, countries, asks, explanation, body, thread
        or url
    """
    return desk_csms.message_field(desk, number, field)


@question(returns="rows: number, date, title", example=("EzVPN", 3))
def csmssearch(desk: Desk, text: str, n: int = 10) -> Answer | Unknown:
    """CSMS messages by words of their title and body, best first.

    text: words, or a CSMS number
    n: how many messages at most, 1 to 200
    """
    return desk_csms.search_messages(desk, text, n)
