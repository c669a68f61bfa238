"""GET /v1/cell/BASE?args=8471.30.01.00&args=CN: one answer as plain text."""

from __future__ import annotations

from flask import Blueprint, Response, request

from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.web.asked import no_function, surplus
from tariffline.web.health import count_rows
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
        found: Answer | Unknown = no_function(name)
    elif wrong := surplus("args"):
        found = Unknown(ErrorCode.BAD_INPUT, f"{wrong}, in the order of {function.signature}")
    else:
        found = one(desk(), function, arguments)
        count_rows(function.name, 1, () if isinstance(found, Answer) else (found.code,))
    response = Response(mimetype="text/plain")
    response.headers["Cache-Control"] = "no-cache"
    if isinstance(found, Answer):
        response.set_data(text(found.value))
        response.headers["Tariffline-Edition"] = found.edition
    else:
        response.set_data(str(found))
        response.headers["Tariffline-Error"] = found.code
    return response
