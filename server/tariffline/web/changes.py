"""The feed of changes: by page, as a stream of events, as Atom, and for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import msgspec
from flask import Blueprint, Response, current_app, render_template, request

from tariffline.desk.changes import cite
from tariffline.desk.cliffs import cliffs
from tariffline.desk.tidings import Tidings
from tariffline.functions.kinds import read_count
from tariffline.law.answer import Cite, ErrorCode, Scope, Unknown
from tariffline.law.changes import Change, ChangeKind
from tariffline.law.code import dotted
from tariffline.store.feed import Feed, Wanted
from tariffline.web.asked import asked_code, asked_count, asked_date, bad_request, only, refusal
from tariffline.web.wire import desk, json

changes = Blueprint("changes", __name__)

MOST_CHANGES = 1_000
_ON_A_PAGE = 100
_LARGEST = 2**53  # the largest whole number that every reader of JSON keeps
_HEARTBEAT_SECONDS = 15.0
_MOST_STREAMS = 1_500  # each holds a thread; beyond it a client polls
_streams = BoundedSemaphore(_MOST_STREAMS)

# Machines that stand between a service and a stream of events buffer it unless told not to.
_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class FeedChange:
    """A change as the feed shows it; see `law.changes.Change`."""

    seq: int
    kind: str
    scope: Scope
    field: str
    before: str
    after: str
    successors: tuple[str, ...]
    effective: Any
    until: Any
    published: Any
    cite: Cite
    stands: bool


@changes.get("/v1/changes")
def feed() -> Response:
    """The feed, oldest first, beyond `after`; a stream of events when that is what is asked for."""
    only("after", "limit", *_FILTERS)
    wanted = _wanted()
    after = asked_count("after", 0)
    if "text/event-stream" in request.headers.get("Accept", ""):
        return _stream(_position(request.headers.get("Last-Event-ID") or after), wanted)
    after = _position(after)
    most = asked_count("limit", _ON_A_PAGE)
    if not 1 <= most <= MOST_CHANGES:
        raise bad_request(f"limit is {most}; give 1 to {MOST_CHANGES}")
    return json(changes_page(desk().feed, after, most, wanted))


def changes_page(records: Feed, after: int, most: int, wanted: Wanted) -> dict[str, object]:
    """A page of the feed: at most so many changes beyond a number, and where to read on."""
    head = records.head()  # read first: what comes meanwhile is beyond it, and told next time
    found = records.after(after, most, wanted)
    end = found[-1].seq if found else after
    return {
        "changes": [shown(change) for change in found],
        # A position beyond the head is one of another feed: it is led back.
        "next": end if len(found) == most else (max(end, head) if found else head),
        "head": head,
        "feed_id": records.identity(),
    }


def shown(change: Change) -> FeedChange:
    """A change as it travels."""
    return FeedChange(
        change.seq,
        change.kind.value,
        change.scope,
        change.field,
        change.before,
        change.after,
        tuple(map(dotted, change.successors)),
        change.effective,
        change.until,
        change.published,
        cite(change),
        change.stands,
    )


def _position(raw: object) -> int:
    """A number of the feed, as an address or a header gives it. Raises Refused."""
    try:
        position = read_count(raw)
    except ValueError as problem:
        raise bad_request(f"after: {problem}") from None
    if not 0 <= position <= _LARGEST:
        raise bad_request(f"after is {position}; give the number of a change")
    return position


_FILTERS = ("hts", "kind", "from", "to")


def _wanted() -> Wanted:
    kinds = tuple(request.args.getlist("kind"))
    known = [kind.value for kind in ChangeKind]
    for kind in kinds:
        if kind and kind not in known:
            raise bad_request(f"“{kind[:40]}” is not a kind; there are: {', '.join(known)}")
    number = request.args.get("hts", "").strip()
    return Wanted(
        asked_code(number).digits if number else "",
        tuple(filter(None, kinds)),
        asked_date("from"),
        asked_date("to"),
    )


def _stream(after: int, wanted: Wanted) -> Response:
    """Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html"""
    if not _streams.acquire(blocking=False):
        raise refusal(Unknown(ErrorCode.UNAVAILABLE, "too many streams are open; poll instead"))
    tidings: Tidings = current_app.extensions["tidings"]
    response = Response(_events(tidings, after, wanted), mimetype="text/event-stream")
    response.headers.update(_STREAM_HEADERS)
    response.call_on_close(_streams.release)
    return response


def _events(tidings: Tidings, after: int, wanted: Wanted) -> Iterator[str]:
    yield "retry: 3000\n\n"
    while True:
        news = tidings.after(after, _HEARTBEAT_SECONDS)
        yield (
            "".join(_event(change) for change in news if wanted.includes(change))
            or ": still here\n\n"
        )
        after = news[-1].seq if news else after


def _event(change: Change) -> str:
    return f"id: {change.seq}\nevent: change\ndata: {_encode(shown(change)).decode()}\n\n"


_encode = msgspec.json.Encoder().encode


@changes.get("/changes")
def page() -> str:
    """The feed for people, newest first, with filters, and the days ahead."""
    here, wanted = desk(), _wanted()
    beyond, number = asked_date("beyond"), asked_count("number", 0)
    found = here.feed.latest(_ON_A_PAGE, wanted, (beyond, number) if beyond else None)
    return render_template(
        "changes.html",
        found=found,
        kinds=list(ChangeKind),
        asked=request.args,
        ahead=cliffs(here, wanted.hts),
        older=found[-1] if len(found) == _ON_A_PAGE else None,
        today=here.today,
    )


@changes.get("/changes.atom")
def atom() -> Response:
    """Entries as they were learned, the last first, as Atom: https://www.rfc-editor.org/rfc/rfc4287

    Older pages are linked (https://www.rfc-editor.org/rfc/rfc5005), so a reader misses none.
    """
    here = desk()
    base = request.host_url.rstrip("/")
    identity = here.feed.identity()
    found = here.feed.newest(_ON_A_PAGE, _wanted(), _position(request.args.get("below", 0)))
    root = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(root, "id", f"urn:uuid:{UUID(identity)}")
    _add(root, "title", "Tariffline: changes of the U.S. tariff schedule")
    ElementTree.SubElement(root, "link", rel="self", href=f"{base}/changes.atom")
    if len(found) == _ON_A_PAGE:
        older = f"{base}/changes.atom?below={found[-1].seq}"
        ElementTree.SubElement(root, "link", rel="next", href=older)
    _add(
        root,
        "updated",
        f"{found[0].published or found[0].effective if found else here.today}T00:00:00Z",
    )
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", "Tariffline, from the publications each entry names")
    for change in found:
        _add_entry(root, base, identity, change)
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, mimetype="application/atom+xml")


def _add_entry(root: ElementTree.Element, base: str, identity: str, change: Change) -> None:
    entry = ElementTree.SubElement(root, "entry")
    number = dotted(change.scope.hts or "")
    kind = change.kind if change.stands else f"{change.kind}, corrected since or a correction"
    _add(entry, "id", f"tag:tariffline,2026:{identity}:{change.seq}")
    about = number or change.scope.case or (change.document if change.scope.message else "Schedule")
    _add(entry, "title", f"{about}: {kind}, effective {change.effective}")
    _add(entry, "updated", f"{change.published or change.effective}T00:00:00Z")
    ElementTree.SubElement(entry, "link", href=f"{base}{_page_of(change, number)}")
    words = f"{change.before or 'nothing'} → {change.after or 'nothing'} ({change.document})"
    _add(entry, "summary", words)


def _page_of(change: Change, number: str) -> str:
    if change.scope.message:
        return f"/csms/{change.scope.message}"
    if change.scope.case:
        return f"/adcvd/{change.scope.case}"
    return f"/hts/{number}?date={change.effective}" if number else "/changes"


def _add(parent: ElementTree.Element, tag: str, words: str) -> None:
    ElementTree.SubElement(parent, tag).text = words


changes.add_app_template_filter(dotted, "dotted")
