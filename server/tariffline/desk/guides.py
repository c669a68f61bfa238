"""CBP's own guides to what a message is about."""

from __future__ import annotations

from dataclasses import dataclass

from tariffline.law.message_kinds import MessageKind


@dataclass(frozen=True, slots=True)
class Guide:
    """A page that helps; its address, "" where none is proven."""

    title: str
    url: str = ""


# Addresses that pages of CBP's own were read at; where none was, the words alone stand.
_CSMS = Guide(
    "Cargo Systems Messaging Service: the last messages, and the archive",
    "https://www.cbp.gov/trade/automated/cargo-systems-messaging-service",
)
_CATAIR = Guide("ACE CATAIR: the record layouts of entries", "https://www.cbp.gov/trade/ace/catair")
_ACE = Guide(
    "Technical documentation of ACE, and its scheduled outages",
    "https://www.cbp.gov/trade/automated/technical",
)
_REMEDIES = Guide(
    "Trade remedies: their messages by programme",
    "https://www.cbp.gov/trade/programs-administration/trade-remedies",
)
_QUOTA = Guide("Quota: frequently asked questions", "https://www.cbp.gov/trade/quota/faqs")
_ADCVD = Guide(
    "AD/CVD at CBP, and the search of AD/CVD messages",
    "https://www.cbp.gov/trade/priority-issues/adcvd",
)
_FORCED = Guide("Forced labor at CBP: orders, findings, UFLPA")

_BY_KIND = {
    MessageKind.OPERATIONAL.value: (_ACE, _CATAIR),
    MessageKind.FILING.value: (_CATAIR, _ACE),
    MessageKind.DUTY.value: (_REMEDIES, _CATAIR),
    MessageKind.QUOTA.value: (_QUOTA,),
    MessageKind.ADCVD.value: (_ADCVD,),
    MessageKind.ENFORCEMENT.value: (_FORCED,),
    MessageKind.PGA.value: (_CATAIR,),
}


def guides(kind: str) -> tuple[Guide, ...]:
    """The guides for a kind of message, the service's own last."""
    return (*_BY_KIND.get(kind, ()), _CSMS)
