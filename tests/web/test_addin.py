"""The files that run inside Office, as they are served."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from flask.testing import FlaskClient

RUNTIME = "/addin/excel/runtime/main.js"
ICON = "/addin/excel/icons/tariffline-32.png"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (RUNTIME, "text/javascript"),
        ("/addin/excel/functions.json", "application/json"),
        ("/addin/excel/taskpane.html", "text/html"),
        ("/addin/outlook/taskpane.html", "text/html"),
        ("/addin/outlook/pane/main.js", "text/javascript"),
        ("/addin/shared/dom.js", "text/javascript"),
        ("/addin/shared/pane.css", "text/css"),
        (ICON, "image/png"),
    ],
)
def test_each_file_is_of_its_kind(client: FlaskClient, path: str, kind: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, kind)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_help_links_are_whole_for_excel_takes_no_paths(client: FlaskClient) -> None:
    metadata = client.get("/addin/excel/functions.json", headers={"Host": "localhost:8765"})
    links = {each["name"]: each["helpUrl"] for each in metadata.get_json()["functions"]}
    assert links["BASE"] == "http://localhost:8765/docs#BASE"


@pytest.mark.parametrize("path", [RUNTIME, "/addin/excel/functions.json"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    with client.get(path) as first:
        assert first.headers["Cache-Control"] == "no-cache"
        etag = first.headers["ETag"]
    with client.get(path, headers={"If-None-Match": etag}) as again:
        assert again.status_code == 304


def test_an_icon_may_be_stored_or_office_does_not_show_it(client: FlaskClient) -> None:
    with client.get(ICON) as response:
        assert response.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("pane", ["excel", "outlook"])
def test_office_may_frame_the_pages_and_only_microsoft_adds_scripts(
    client: FlaskClient, pane: str
) -> None:
    with client.get(f"/addin/{pane}/taskpane.html") as response:
        headers = response.headers
    assert "X-Frame-Options" not in headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"].split() == [
        "'self'",
        "https://appsforoffice.microsoft.com",
        "https://ajax.aspnetcdn.com",
    ]
    assert policy["default-src"] == "'self'"
    assert "connect-src" not in policy
    assert "https://*.officeapps.live.com" in policy["frame-ancestors"].split()
    assert "*" not in policy["frame-ancestors"].split()


@pytest.mark.parametrize(
    "path",
    [
        "/addin/excel/../../client.py",
        "/addin/excel/..%2f..%2fcatalogue.json",
        "/addin/excel/%2e%2e/%2e%2e/catalogue.json",
        "/addin/excel/runtime/..%5c..%5c..%5ccatalogue.json",
        "/addin/excel/runtime",
        "/addin/excel/runtime/",
        "/addin/excel/nothing.js",
        "/addin/outlook/functions.json",
        "/addin/shared/functions.json",
        "/addin/shared/../__init__.py",
        "/addin/word/taskpane.html",
        "/addin/excel/../__init__.py",
    ],
)
def test_nothing_else_is_given(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_pane_and_its_functions_share_one_client_where_a_sign_in_has_its_seam() -> None:
    panes = Path(str(files("tariffline_office"))) / "panes"
    texts = {
        module.relative_to(panes).as_posix(): module.read_text(encoding="utf-8")
        for folder in ("excel", "shared")
        for module in (panes / folder).rglob("*.js")
    }
    assert sum(text.count("new Service(") for text in texts.values()) == 1
    asking = {name for name, text in texts.items() if re.search(r"\bfetch\(", text)}
    # The latter reads functions.json.
    assert asking == {"shared/service.js", "excel/pane/declared.js"}
