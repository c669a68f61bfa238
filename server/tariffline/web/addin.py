"""/addin/excel/…, /addin/outlook/…, /addin/shared/…: the pages and modules that run inside Office.

They are data of the plugin, served as they lie there: nothing of its code is used.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path, PurePosixPath

from flask import Blueprint, Response, abort, request, send_from_directory

addin = Blueprint("addin", __name__)

_PANES = Path(str(files("tariffline_office") / "panes"))

# Not by the system's own table: on Windows it may call a module text/plain, which no browser runs.
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_IMAGES = (".png", ".svg")
_DAY = 86_400  # seconds

# Office on the web shows the pages in frames of its own; office.js must come from Microsoft, and
# Outlook on the web has it load a library from the second address:
# https://learn.microsoft.com/office/dev/add-ins/concepts/privacy-and-security
_SCRIPTS = "'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com"
_HOSTS = (
    "'self'",
    "https://*.officeapps.live.com",
    "https://*.office.com",
    "https://*.office365.com",
    "https://*.sharepoint.com",
    "https://*.cloud.microsoft",
    "https://outlook.live.com",
)
_POLICY = (
    f"default-src 'self'; script-src {_SCRIPTS}; img-src 'self' data:; object-src 'none'; "
    f"base-uri 'none'; frame-ancestors {' '.join(_HOSTS)}"
)


@addin.get("/addin/<any(excel, outlook):folder>/functions.json")
def functions(folder: str) -> Response:
    """The metadata of custom functions, its help links completed: Excel takes no paths."""
    metadata = _PANES / folder / "functions.json"
    if not metadata.is_file():
        abort(404)
    text = metadata.read_text(encoding="utf-8").replace('"/docs#', f'"{request.host_url}docs#')
    response = Response(text, mimetype="application/json")
    response.add_etag()
    response.make_conditional(request)
    return _dressed(response, ".json")


@addin.get("/addin/<any(excel, outlook, shared):folder>/<path:name>")
def file(folder: str, name: str) -> Response:
    """A file of a pane; of any kind that is not a pane's there is none."""
    suffix = PurePosixPath(name).suffix
    if suffix not in _TYPES:
        abort(404)
    response = send_from_directory(_PANES / folder, name, mimetype=_TYPES[suffix])
    return _dressed(response, suffix)


def _dressed(response: Response, suffix: str) -> Response:
    """With its headers. Office shows no icon that it may not store."""
    control = f"public, max-age={_DAY}" if suffix in _IMAGES else "no-cache"
    response.headers["Cache-Control"] = control
    response.headers["Content-Security-Policy"] = _POLICY
    return response
