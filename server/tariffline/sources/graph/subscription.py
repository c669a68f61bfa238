"""Asking Graph to tell us of changes: a subscription, renewed before it ends.

https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from tariffline.sources import SourceError
from tariffline.sources.graph.client import Graph, GraphError
from tariffline.sources.graph.messages import Folder

# Graph keeps one of messages for just under seven days; a lost one is then soon made anew.
TERM = timedelta(days=2)
_PATH = "/subscriptions"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One that Graph keeps: its id, and when it ends."""

    id: str
    expires: datetime


def subscribe(
    graph: Graph, folder: Folder, url: str, client_state: str, now: datetime
) -> Subscription:
    """Ask to be told at `url`, in words that hold `client_state`. Raises SourceError.

    Graph calls `url` before it answers, and takes it only if that repeats a token.
    """
    made = graph.call(
        "POST",
        _PATH,
        "subscribe to the folder (is TARIFFLINE_MAILBOX_NOTIFICATION_URL reached from outside?)",
        body={
            "changeType": "created,updated",
            "notificationUrl": url,
            "lifecycleNotificationUrl": url,
            "resource": _resource(folder),
            "expirationDateTime": _written(now + TERM),
            "clientState": client_state,
        },
    )
    return _subscription(made)


def renew(graph: Graph, subscription: str, now: datetime) -> Subscription | None:
    """Let one last longer; None when Graph does not have it any more."""
    body = {"expirationDateTime": _written(now + TERM)}
    try:
        renewed = graph.call("PATCH", _one(subscription), "renew the subscription", body=body)
    except GraphError as problem:
        if problem.status == 404:
            return None
        raise
    return _subscription(renewed)


def end(graph: Graph, subscription: str) -> None:
    """Be told no more; one that is gone already is as good."""
    try:
        graph.call("DELETE", _one(subscription), "end a subscription")
    except GraphError as problem:
        if problem.status != 404:
            raise


def left_over(graph: Graph, folder: Folder, url: str, known: str) -> list[str]:
    """Subscriptions to the folder that tell `url` and are not the one we know.

    A worker that was killed between asking for one and noting its id leaves such.
    """
    found: list[str] = []
    link = _PATH
    while link:
        listed = graph.call("GET", link, "list the subscriptions")
        found += [
            str(each["id"])
            for each in listed.get("value") or ()
            if each.get("notificationUrl") == url
            and str(each.get("resource")).strip("/") == _resource(folder).strip("/")
            and each.get("id") != known
        ]
        link = str(listed.get("@odata.nextLink") or "")
    return found


def _resource(folder: Folder) -> str:
    return f"{folder.path}/messages"


def _one(subscription: str) -> str:
    return f"{_PATH}/{quote(subscription, safe='')}"


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _subscription(answer: dict[str, object]) -> Subscription:
    try:
        # Graph writes up to seven digits of a second; Python reads six.
        ends = str(answer["expirationDateTime"]).partition(".")[0].rstrip("Z")
        return Subscription(str(answer["id"]), datetime.fromisoformat(ends).replace(tzinfo=UTC))
    except (KeyError, ValueError):
        raise SourceError("Microsoft Graph's answer is no subscription") from None
