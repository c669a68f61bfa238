"""What sort of message it is: rules as rows, tried in order, the first that fits decides.

A row holds the kind, words that show it, and words that take it back. Titles decide where they say
enough; else the first lines of the body are asked the same rules. tests/messages/ measures each
kind on titles that a person labelled; docs/csms.md shows the result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class MessageKind(StrEnum):
    """What a message is about, as a broker sorts them."""

    OPERATIONAL = "operational"
    DUTY = "duty change"
    FILING = "filing instruction"
    TARIFF_UPDATE = "tariff database update"
    QUOTA = "quota"
    ADCVD = "AD/CVD"
    PGA = "PGA"
    PAYMENT = "statement and payment"
    ENFORCEMENT = "enforcement"
    EVENT = "event"
    NOTICE = "notice"


# What each kind is, for people.
MEANS = {
    MessageKind.OPERATIONAL: "the state of CBP's systems: outages, maintenance, connections, "
    "deployments",
    MessageKind.DUTY: "duties and taxes that follow the tariff number or the origin, and "
    "exclusions from them",
    MessageKind.FILING: "how entries, manifests, claims and exports are to be transmitted",
    MessageKind.TARIFF_UPDATE: "an update of the tariff records in ACE (HSU)",
    MessageKind.QUOTA: "a tariff-rate or absolute quota: its opening, limits or instructions",
    MessageKind.ADCVD: "antidumping and countervailing duty",
    MessageKind.PGA: "the requirements of partner government agencies (FDA, USDA, EPA …)",
    MessageKind.PAYMENT: "statements, payments, refunds, user fees and liquidation",
    MessageKind.ENFORCEMENT: "forced labor, sanctions and other prohibitions",
    MessageKind.EVENT: "a webinar, call or demonstration",
    MessageKind.NOTICE: "a general notice, or one whose title does not say more",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind, the words that show it, and those that take it back."""

    kind: MessageKind
    shows: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _rule(kind: MessageKind, shows: str, unless: str = "") -> Rule:
    return Rule(
        kind,
        re.compile(shows, re.IGNORECASE),
        re.compile(unless, re.IGNORECASE) if unless else None,
    )


_AGENCIES = (
    r"\b(?:PGAs?|FDA|EPA|AMS|APHIS|USDA|FSIS|NMFS|NOAA|CPSC|FWS|DDTC|NHTSA|TTB|ATF|DEA|OMC|FSVP"
    r"|VQIP|ITACS|Lacey Act|Partner Government Agenc(?:y|ies)|Food and Drug Administration"
    r"|Environmental Protection Agency|Agricultur(?:e|al) Marketing Service"
    r"|Consumer Product Safety Commission|Fish and Wildlife|Food Safety and Inspection"
    r"|National Marine Fisheries|Seafood Import Monitoring|Marine Mammal)\b"
)
_BROKEN = (
    r"\b(?:outages?|down(?:time)?|delay(?:s|ed)?|unable to|issues?|errors?|intermittent|degrad\w+"
    r"|rejections?|inoperable|offline|restored|unavailable|slow\w*|missing|failures?)\b"
)
_K = MessageKind

RULES = (
    _rule(_K.EVENT, r"\bwebinars?\b|^NCSD\b|\bdemo for\b|\bdiscussion for\b"
          r"|\b(?:support|conference) call\b"
          r"|\btown hall\b|\bsurvey\b|\btrade symposium\b|\boffice hours\b",
          r"\bnow available: expanded"),
    _rule(_K.TARIFF_UPDATE, r"\bHarmonized System Update|\bHSU\b"),
    _rule(_K.OPERATIONAL, r"\bmaintenance\b(?!.*\bfee\b)"),
    _rule(_K.FILING, r"\berror dictionar\w+|\bCATAIR\b.*\bposted\b", _AGENCIES),
    _rule(_K.OPERATIONAL, r"\bAD/CVD\b.*\b(?:app|universe|query)\b"),
    _rule(_K.ADCVD, r"\banti-?dumping\b|\bcountervailing\b|\bAD/?CVD\b|\bAD and CVD\b"
          r"|\bthird country case\b"),
    _rule(_K.QUOTA, r"\bquotas?\b|\bQB\s?\d|\bTRQs?\b|\bTPL\b|\btariff preference level"
          r"|\beCERT\b|\bspecialty sugar\b|\bsteel bulletins\b"),
    _rule(_K.ENFORCEMENT, r"\bUFLPA\b|\bforced labor\b|\bwithhold release|\bWRO\b|\bOFAC\b"
          r"|\bsanctions?\b|\bprohibit\w+|\bimport ban\b|\bexecutive order 14114\b"),
    _rule(_K.OPERATIONAL, r"^\W*resolved\b(?!.*\b(?:dut|statement|payment|ACH\b))"),
    _rule(_K.DUTY, r"\bsection (?:122|201|232|301)\b|\bIEEPA\b|\breciprocal\b|\bdut(?:y|ies) on\b"
          r"|\badditional duties\b|\bcolumn 2\b|\btariff-related\b|\bconforming amendment"
          r"|\bexempted from\b|\bimplementation of (?:the )?(?:united states|tariff)\b"
          r"|\bimport duties\b|\bCBMA tax rate|\bmodification of duties\b|\bproduct exclusions?\b"
          r"|\bgeneral(?:ized)? (?:approved exclusions|system of preferences)\b|\bGSP\b",
          r"\bvessel fees\b|\breporting requirements\b"),
    _rule(_K.PAYMENT, r"\bstatements?\b|\bACH\b|\brefunds?\b|\buser fees?\b|\bpayments?\b"
          r"|\bliquidations?\b|\bcollections?\b|\binterest rates?\b|\bPMS\b|\bvessel fees\b"
          r"|\bpayment of duty\b|\bdebit vouchers?\b|\bpermit user fee",
          r"\bdrawback\b|\bCATAIR\b|\buniverse\b|\bquery\b"),
    _rule(_K.OPERATIONAL, r"\b(?:resolved|addressed|completed)\b\W*$"),
    _rule(_K.OPERATIONAL, _BROKEN, r"\bfatal\b|\bstay of regulations\b"
          r"|\berror(?:/condition)? (?:codes?|dictionar)|\bACE drawback\b|\bappendix\b"
          r"|" + _AGENCIES + r".*\b(?:may proceed|reject)"
          r"|\bACAS\b|\blicense\b|\bissue type\b|\bto enforce\b"),
    _rule(_K.PGA, _AGENCIES, r"\bAESTIR\b|\bautomated export system\b|\bdrawback\b"),
    _rule(_K.PGA, r"\bmessage sets?\b"),
    _rule(_K.OPERATIONAL, r"\bACE Reports\b|\bdeployment (?:schedule|set)\b|\bdevelopment and "
          r"deployment\b|\bcertification deployment\b|\bdeployed to cert\w* environment"
          r"|\bnext deployments?\b|\bdeploy an update\b|\bACE portal\b"
          r"|\bportal modernization\b|\bMQ\b|\w*VPN\b"
          r"|\bup and operational\b|\bplatform retires\b|\benhancement deployed\b"
          r"|\bNO ACE invasive\b|\bnetwork change\b|\bSFTP\b|\bestado del sistema\b"
          r"|\bresolved\b|\bEDI processing\b",
          r"\bcybersecurity\b|\bapplication\b"),
    _rule(_K.FILING, r"\bCATAIR\b|\bCAMIR\b|\bAESTIR\b|\bimplementation guides?\b"
          r"|\bbatch (?:&|and) block\b|\bbusiness rules\b|\bvalidations?\b|\bdrawback\b"
          r"|\bentry summar(?:y|ies)\b|\bcargo release\b|\bmanifest\b(?!\s+trade\b)|\bentry type\b"
          r"|\brelease messages\b|\bin-bond\b|\bISF\b|\bACAS\b|\bUSMCA\b"
          r"|\bresponse (?:message|code)"
          r"|\bcodes?\b|\bcorrecting entries\b|\bclaims? submission\b|\bprotests?\b|\bFIRMS\b"
          r"|\bimport license\b|\blicense type\b|\bimmediate delivery\b|\bsection 321\b|\be214\b"
          r"|\bcertificates?\b|\bAppendix\b|\bsubmission\b|\border of reporting\b"
          r"|\breconciliation\b"
          r"|\bMID\b|\bservice message\b|\bstatus notification for\b|\bhouse bill\b"
          r"|\bimport monitoring\b|\borigin documents\b|\bcancellation request"
          r"|\bDIS\b|\bAES\b|\bEEM\b|\bde minimis\b|\bfiling\b"
          r"|\bstaging regime\b|\bimporter security\b",
          r"\bvendors? list\b|\blicense exam"),
    _rule(_K.DUTY, r"\bdut(?:y|ies)\b|\btariffs?\b|\bHTS(?:US)?\b|\bexclusions?\b|\bexcise tax"),
    _rule(_K.OPERATIONAL, r"\bdeploy(?:ed|ment|ing)?\b|\bACE (?:production|certification)\b"),
)  # fmt: skip


def kind_of(title: str, body: str) -> MessageKind:
    """The kind of a message by its title and, where that shows none, by how its body begins."""
    for words in (title, body[:600]):
        for rule in RULES:
            if rule.shows.search(words) and not (rule.unless and rule.unless.search(words)):
                return rule.kind
    return MessageKind.NOTICE
