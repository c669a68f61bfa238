"""POST /v1/mail: what a mail mentions, answered, with a reply to insert."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator

import msgspec
from flask import Blueprint, Response, request

from tariffline.functions.mailing import answer_mail
from tariffline.sources.letters import Enclosure, Letter
from tariffline.web.asked import bad_request
from tariffline.web.mail_wire import MailIn, mail_out
from tariffline.web.wire import desk, json

mail = Blueprint("mail", __name__)

_decode = msgspec.json.Decoder(MailIn).decode


@mail.post("/v1/mail")
def answer() -> Response:
    """Read a mail as an add-in hands it over, and answer what it mentions."""
    if request.content_length is None:
        raise bad_request("the request has no Content-Length; send it whole, not chunked", 411)
    try:
        given = _decode(request.get_data())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise bad_request(f"the request is not as /docs describes it: {problem}") from None
    return json(mail_out(answer_mail(desk(), _letter(given))))


def _letter(given: MailIn) -> Letter:
    html = given.content_type == "text/html"
    return Letter(
        subject=given.subject,
        sender="",
        sent=given.sent,
        text="" if html else given.body,
        html=given.body if html else "",
        enclosures=tuple(_enclosures(given)),
    )


def _enclosures(given: MailIn) -> Iterator[Enclosure]:
    for each in given.attachments:
        try:
            data = b64decode(each.content_base64, validate=True)
        except (binascii.Error, ValueError):
            raise bad_request(
                f"attachments: {each.name!r} is not base64; encode its bytes"
            ) from None
        yield Enclosure(each.name, each.content_type, data)
