"""GET /v1/cell/BASE?args=8471.30.01.00&args=CN: one answer as plain text."""

from __future__ import annotations

from flask import Blueprint, Response, request

from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.web.wire import desk, text

cell = Blueprint("cell", __name__)


@cell.get("/v1/cell/<name>")
def answer_one(name: str) -> Response:
    """The answer, or `CODE: message`, which no sheet can take for a number.

    The status is 200 for both: for any other, Excel's WEBSERVICE shows a bare #VALUE! in place of
    the reason. Scripts read the header Tariffline-Error.
    """
    function = CATALOGUE.get(name.upper())
    arguments = request.args.getlist("args")
    if function is None:
        message = f"“{name[:40]}” is not a function; there are: {', '.join(CATALOGUE)}"
        found: Answer | Unknown = Unknown(ErrorCode.BAD_INPUT, message)
    else:
        found = one(desk(), function, arguments)
    response = Response(mimetype="text/plain")
    response.headers["Cache-Control"] = "no-cache"
    if isinstance(found, Answer):
        response.set_data(text(found.value))
        response.headers["Tariffline-Edition"] = found.edition
    else:
        response.set_data(str(found))
        response.headers["Tariffline-Error"] = found.code
    return response
