"""POST /v1/graph/notifications: Microsoft Graph tells that the mailbox has news.

https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
"""

from __future__ import annotations

import logging
from typing import Annotated

import msgspec
from flask import Blueprint, Response, abort, current_app, request

from tariffline.clock import now
from tariffline.store.mailboxes import Mailboxes
from tariffline.web.asked import bad_request

graph = Blueprint("graph", __name__)

MOST_BYTES = 2**20
_MOST_TOKEN = 4_096

log = logging.getLogger("tariffline.web")


class Notification(msgspec.Struct, rename="camel"):
    """A change of the folder, or (`lifecycle_event`) of the subscription itself.

    `client_state` proves it is Graph's: none but Graph and we know the word.
    """

    subscription_id: str
    client_state: str = ""
    lifecycle_event: str = ""


class Notifications(msgspec.Struct):
    """What Graph sends, many at once. What changed is not read from it: the worker asks."""

    value: Annotated[list[Notification], msgspec.Meta(max_length=1_000)]


_decode = msgspec.json.Decoder(Notifications).decode


@graph.post("/v1/graph/notifications")
def notified() -> Response:
    """Note that there is news; the worker reads it. Answered within Graph's three seconds."""
    mailboxes: Mailboxes = current_app.extensions["mailboxes"]
    if not mailboxes.expecting():
        abort(404)
    token = request.args.get("validationToken")
    if token is not None:
        return _repeated(token)
    request.max_content_length = MOST_BYTES
    try:
        told = _decode(request.get_data())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise bad_request(f"no notification of Microsoft Graph: {problem}") from None
    at = now()
    believed = [
        mailboxes.told(each.subscription_id, each.client_state, each.lifecycle_event, at)
        for each in told.value
    ]
    if not all(believed):
        log.warning("a notification does not prove that it is Microsoft Graph's")
    # Whoever forges learns nothing from the answer, and Graph would send it again for four hours.
    return Response(status=202)


def _repeated(token: str) -> Response:
    """Graph asks whether this address is ours: as plain text, so that no browser runs it."""
    if len(token) > _MOST_TOKEN:
        raise bad_request("validationToken is too long to be Microsoft Graph's")
    return Response(token, content_type="text/plain; charset=utf-8")
