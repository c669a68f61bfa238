"""One folder of a mailbox: CBP's messages in it are taken in, its mails tagged.

Each message is handled for itself and noted; the link to read on from is kept when all before it is
noted. Whoever is killed in between handles a message twice at most, and that changes nothing.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tariffline.desk.claims import Verdict
from tariffline.desk.mail_answers import AnsweredMail
from tariffline.desk.mailing import answer_mail
from tariffline.desk.message_intake import keep_bulletin
from tariffline.desk.records import Desk, Records
from tariffline.law.bulletin import Bulletin
from tariffline.law.message_facts import understand
from tariffline.sources import SourceError
from tariffline.sources.csms.mail import from_letter
from tariffline.sources.graph.client import Graph, GraphError
from tariffline.sources.graph.messages import Folder, ForgottenError, mime, page, tag
from tariffline.sources.graph.subscription import TERM, end, left_over, renew, subscribe
from tariffline.sources.letters import Letter, read_letter
from tariffline.sources.vouched import vouched
from tariffline.store.mailboxes import Mailboxes, Outcome
from tariffline.store.schedule import ScheduleStore

MOST_ATTEMPTS = 5
CSMS = "CSMS"
CHECK_RATE = "Check the rate"

_SUBJECT = re.compile(r"\s*CSMS\b", re.IGNORECASE)

# Of no one message: who may read the mailbox at all must be mended first.
_NOT_ALLOWED = (401, 403)

log = logging.getLogger("tariffline.mailbox")


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a message, the number or the reason, and the categories it gets."""

    outcome: Outcome
    found: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A folder, read for the data folder `home`. `senders`: domains whose mail may be CBP's."""

    graph: Graph
    folder: Folder
    notes: Mailboxes
    store: ScheduleStore
    records: Records
    home: Path
    senders: tuple[str, ...]
    clock: Callable[[], datetime]

    @property
    def place(self) -> str:
        """By which the store knows it."""
        return f"{self.folder.user}/{self.folder.id}"

    def read(self) -> Counter[Outcome]:
        """Handle what came since it was last read; how many became what.

        Raises SourceError where Graph can't go on now; what was handled stays so.
        """
        became: Counter[Outcome] = Counter()
        for message, attempts in self.notes.waiting(self.place):
            became.update(self._handle(message, attempts))
        link = self.notes.standing(self.place).link
        try:
            self._read_from(link, became)
        except ForgottenError:
            log.warning("graph forgot how far the folder was read; it is read from its start")
            self._read_from("", became)
        return became

    def _read_from(self, link: str, became: Counter[Outcome]) -> None:
        last = False
        while not last:
            found = page(self.graph, self.folder, link)
            for message in self.notes.unhandled(self.place, found.there):
                became.update(self._handle(message, 0))
            link, last = found.link, found.last
            self.notes.read_to(self.place, link, found.gone, self.clock() if last else None)

    def keep_subscribed(self, url: str) -> None:
        """Let Graph tell `url` of news, and renew that before it ends; "" ends it.

        Raises SourceError; the folder is then read by looking.
        """
        standing, now = self.notes.standing(self.place), self.clock()
        known = standing.subscription
        if known and url and standing.expires and standing.expires - now > TERM / 2:
            return
        if known and url and (renewed := renew(self.graph, known, now)):
            self.notes.subscribed(self.place, renewed.id, renewed.expires)
            return
        if known:
            end(self.graph, known)
        if url:
            self._subscribe(url, now)
        elif known:
            self.notes.unsubscribed(self.place)

    def _subscribe(self, url: str, now: datetime) -> None:
        for each in left_over(self.graph, self.folder, url, ""):
            end(self.graph, each)
        word = secrets.token_urlsafe(32)
        # Graph calls the service before it answers us: the service must expect it by then.
        self.notes.expect(self.place, word)
        made = subscribe(self.graph, self.folder, url, word, now)
        self.notes.subscribed(self.place, made.id, made.expires)

    def _handle(self, message: str, attempts: int) -> list[Outcome]:
        """What became of a message; nothing when it is there no more."""
        try:
            handled = self._understood(mime(self.graph, self.folder.user, message))
            if handled.categories:
                tag(self.graph, self.folder.user, message, handled.categories)
        except GraphError as problem:
            if problem.status in _NOT_ALLOWED:
                raise
            if problem.status == 404:
                self.notes.forget(self.place, message)
                return []
            again = attempts + 1 < MOST_ATTEMPTS
            handled = Handled(Outcome.WAITS if again else Outcome.GIVEN_UP, _status(problem))
        outcome = handled.outcome
        self.notes.handled(self.place, message, outcome, handled.found, attempts + 1, self.clock())
        return [outcome]

    def _understood(self, data: bytes) -> Handled:
        desk = self.records.desk()
        try:
            read = self._read(desk, data)
        # A stranger's mail may be anything: what fails on it must not stop those behind it. Of the
        # fault its kind only is told, for its words may be the mail's.
        except Exception as fault:
            name = type(fault).__name__
            log.error("a message can't be read", extra={"fault": name})
            return Handled(Outcome.UNREADABLE, name)
        if isinstance(read, Handled):
            return read
        keep_bulletin(self.store, self.home, data, read, self.clock())
        kind = understand(read).kind.value
        return Handled(Outcome.BULLETIN, read.number, (CSMS, f"{CSMS}: {kind}"))

    def _read(self, desk: Desk, data: bytes) -> Bulletin | Handled:
        letter = read_letter(data)
        bulletin = _bulletin(letter)
        if bulletin and vouched(data, self.senders):
            return bulletin
        answered = answer_mail(desk, letter, lambda _function, _arguments: None)
        categories = (CHECK_RATE,) if _contradicted(answered) else ()
        if bulletin:
            return Handled(Outcome.UNPROVEN, bulletin.number, categories)
        return Handled(Outcome.MAIL, categories=categories)


def _bulletin(letter: Letter) -> Bulletin | None:
    """The message that a mail says it is: by its subject, for a reply of CBP's is no message."""
    if not _SUBJECT.match(letter.subject):
        return None
    try:
        return from_letter(letter)
    except SourceError:
        return None


def _contradicted(mail: AnsweredMail) -> bool:
    told = (*mail.subject.told, *mail.body.told)
    return any(t.checked and t.checked.verdict is Verdict.CONTRADICTED for t in told)


def _status(problem: GraphError) -> str:
    return f"{problem.status} {problem.code}".rstrip()
