"""The messages of one folder: what changed since, one as MIME, its categories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tariffline.sources import SourceError
from tariffline.sources.graph.client import Graph, GraphError

MOST_MIME = 40 * 2**20
_PAGE = 50
_TRIES = 4

# A link that Graph no longer knows; the folder is then read from its start:
# https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset
_GONE = frozenset({"syncstatenotfound", "syncstateinvalid", "resyncrequired"})
_CHANGED = frozenset({409, 412})
_HEADER = re.compile(rb"[!-9;-~]+:")  # how every mail begins, and no page of a proxy


class ForgottenError(GraphError):
    """Graph does not know any more what was read by a link."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a mailbox, by the mailbox's address and the folder's id."""

    user: str
    id: str

    @property
    def path(self) -> str:
        """Where Graph has it."""
        return f"{mailbox(self.user)}/mailFolders/{quote(self.id, safe='')}"


@dataclass(frozen=True, slots=True)
class Page:
    """Ids of messages that are there, and of those gone; the link to read on from.

    `last`: nothing more changed until now; the link then gives what changes later.
    """

    there: tuple[str, ...]
    gone: tuple[str, ...]
    link: str
    last: bool


def mailbox(user: str) -> str:
    """Where Graph has a mailbox."""
    return f"/users/{quote(user, safe='@')}"


def find_folder(graph: Graph, user: str, path: str) -> Folder:
    """The folder that `path` names, such as "inbox" or "Inbox/CBP". Raises SourceError.

    "inbox", "archive" and the like are Graph's own names, in any language of the mailbox.
    """
    top, *names = [part for part in path.split("/") if part.strip()]
    folder = _well_known(graph, user, top) or _named(graph, f"{mailbox(user)}/mailFolders", top)
    for name in names:
        inner = Folder(user, folder or "").path
        folder = folder and _named(graph, f"{inner}/childFolders", name)
    if not folder:
        raise SourceError(f"the mailbox has no folder “{path}”; check TARIFFLINE_MAILBOX_FOLDER")
    return Folder(user, folder)


def _well_known(graph: Graph, user: str, name: str) -> str:
    """https://learn.microsoft.com/graph/api/resources/mailfolder lists these names."""
    if not name.isascii() or not name.isalpha():
        return ""
    try:
        found = graph.call(
            "GET", f"{Folder(user, name.lower()).path}?$select=id", "find the folder"
        )
    except GraphError as problem:
        if problem.status in (400, 404):  # ErrorInvalidIdMalformed: not one of these names
            return ""
        raise
    return str(found.get("id", ""))


def _named(graph: Graph, path: str, name: str) -> str:
    wanted = quote("displayName eq '" + name.replace("'", "''") + "'")
    found = graph.call("GET", f"{path}?$filter={wanted}&$select=id", "find the folder")
    return next((str(each["id"]) for each in _rows(found)), "")


def page(graph: Graph, folder: Folder, link: str) -> Page:
    """What changed since a link, "" for all that is there.

    Raises ForgottenError when the link is known no more, and what `Graph.call` raises.
    """
    start = f"{folder.path}/messages/delta?$select=categories"
    try:
        found = graph.call(
            "GET",
            link or start,
            "read the folder",
            headers={"Prefer": f"odata.maxpagesize={_PAGE}"},
        )
    except GraphError as problem:
        if problem.status == 410 or problem.code.casefold() in _GONE:
            raise ForgottenError(str(problem), problem.status, problem.code) from None
        raise
    rows = _rows(found)
    further = found.get("@odata.nextLink")
    after = further or found.get("@odata.deltaLink")
    if not isinstance(after, str):
        raise SourceError("Microsoft Graph's answer has no link to read on from")
    # A message that changed often may stand in a page more than once; what is said last holds.
    removed = {str(row["id"]): "@removed" in row for row in rows}
    if further == link:
        raise SourceError("Microsoft Graph's answer leads back to itself")
    return Page(
        tuple(each for each, gone in removed.items() if not gone),
        tuple(each for each, gone in removed.items() if gone),
        after,
        not further,
    )


def _rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    rows = found.get("value")
    if not isinstance(rows, list) or not all(isinstance(r, dict) and "id" in r for r in rows):
        raise SourceError("Microsoft Graph's answer is no list of what was asked for")
    return rows


def mime(graph: Graph, user: str, message: str) -> bytes:
    """A message as it came by mail. Raises GraphError, of status 404 when it is gone."""
    found = graph.raw(f"{_message(user, message)}/$value", "read a message", MOST_MIME)
    if not _HEADER.match(found):
        raise GraphError("Microsoft Graph answered no mail when asked to read a message", 200)
    return found


def tag(graph: Graph, user: str, message: str, categories: Iterable[str]) -> bool:
    """Add categories to those that a message has; False when it has them all already.

    Raises GraphError, of status 404 when it is gone. One who changes the message meanwhile wins:
    it is read and tagged again.
    """
    wanted = tuple(categories)
    for _ in range(_TRIES):
        path = _message(user, message)
        found = graph.call("GET", f"{path}?$select=id,categories", "read a message's categories")
        had = [str(each) for each in found.get("categories") or ()]
        # Outlook takes names that differ by case for one.
        known = {each.casefold() for each in had}
        missing = [each for each in wanted if each.casefold() not in known]
        if not missing:
            return False
        try:
            graph.call(
                "PATCH",
                path,
                "tag a message",
                body={"categories": [*had, *missing]},
                headers={"If-Match": str(found.get("@odata.etag", "*"))},
            )
        except GraphError as problem:
            if problem.status not in _CHANGED:
                raise
        else:
            return True
    raise GraphError("a message changes again and again while it is tagged", 412)


def _message(user: str, message: str) -> str:
    return f"{mailbox(user)}/messages/{quote(message, safe='')}"
