"""The add-in's manifests, made from the description in addin_manifest/ for one base URL.

XML for Excel and for Outlook: https://learn.microsoft.com/office/dev/add-ins/develop/xml-manifest-overview
Unified JSON: https://learn.microsoft.com/microsoft-365/extensibility/schema/
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5
from zipfile import ZipFile

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

UNIFIED_SCHEMA = "1.24"  # the first that lets customFunctions name its metadata by address
_RIBBON_SIZES = (16, 32, 80)

Description = Mapping[str, Any]
Icon = Callable[[str, int], str]


class ManifestError(ValueError):
    """A manifest can't be made; the message names what is wrong, and the remedy."""


def manifests(base_url: str, family: str | None = None) -> dict[str, bytes]:
    """The files by name: `excel.xml`, `outlook.xml` and `unified.zip`.

    `base_url`: where the service is found, https only. `family`: the UUID from which the ids of
    the manifests derive; the description's own when left out. Raises ManifestError.
    """
    about = description()
    base = _https(base_url)
    ids = _family(family or about["id"])
    return {
        "excel.xml": _xml("excel", about, base, ids),
        "outlook.xml": _xml("outlook", about, base, ids),
        "unified.zip": _package(_unified(about, base, ids)),
    }


def description() -> Description:
    """What the add-in is: ids, names, icons, permissions, ribbon."""
    return tomllib.loads((_folder() / "description.toml").read_text(encoding="utf-8"))


def panes_folder() -> Path:
    """The pages beside Office, which the service serves under /addin/."""
    plugin = find_spec("tariffline_office")
    if plugin is None or plugin.origin is None:
        raise ManifestError("tariffline_office is not installed; install tariffline as a whole")
    return Path(plugin.origin).parent / "panes"


def _folder() -> Path:
    """Beside this file where it is installed, at the top of a checkout otherwise."""
    package = Path(__file__).parent
    installed = package / "addin_manifest"
    return installed if installed.is_dir() else package.parents[1] / "addin_manifest"


_ORIGIN = re.compile(r"[A-Za-z]+://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?")


def _https(base_url: str) -> str:
    parts = urlsplit(base_url)
    if not _ORIGIN.fullmatch(base_url) or parts.scheme != "https":
        raise ManifestError(
            f"“{base_url}”: Office loads add-ins over https only; give such as "
            "https://localhost:8765 (tariffline serve --https) or https://tariff.example.com"
        )
    return base_url.rstrip("/")


def _family(family: str) -> Callable[[str], str]:
    try:
        root = UUID(family)
    except ValueError:
        message = f"“{family}” is not a UUID; write such as {description()['id']}"
        raise ManifestError(message) from None
    return lambda member: str(uuid5(root, member))


def _icon(about: Description, base: str, name: str, size: int) -> str:
    return f"{base}{about['icons']}/{name}-{size}.png"


def _commands(about: Description) -> Iterator[Description]:
    """Every control of the ribbon and every item of its menus."""
    for control in about["excel"]["controls"]:
        yield control
        yield from control.get("menu", ())


def _xml(host: str, about: Description, base: str, ids: Callable[[str], str]) -> bytes:
    environment = Environment(
        loader=FileSystemLoader(_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    words = {
        **about,
        "id": ids(host),
        "base_url": base,
        "icon": partial(_icon, about, base),
        "pictures": sorted({control["icon"] for control in about["excel"]["controls"]}),
        "commands": list(_commands(about)),
    }
    return environment.get_template(f"{host}.xml.j2").render(words).encode()


def _package(unified: object) -> bytes:
    """The unified manifest as Microsoft 365 takes it: a zip with the icons beside it."""
    body = msgspec.json.format(msgspec.json.encode(unified), indent=2) + b"\n"
    icons = panes_folder() / "excel" / "icons"
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        package.writestr("manifest.json", body)
        package.write(icons / "tariffline-192.png", "color.png")
        package.write(icons / "outline-32.png", "outline.png")
    return packed.getvalue()


def _unified(about: Description, base: str, ids: Callable[[str], str]) -> Description:
    icon = partial(_icon, about, base)
    parts = [_excel(about, base, icon), _outlook(about, base, icon)]
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/"
        f"v{UNIFIED_SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": UNIFIED_SCHEMA,
        "version": about["version"],
        "id": ids("unified"),
        "developer": {
            "name": about["provider"],
            "websiteUrl": base + about["website"],
            "privacyUrl": base + about["privacy"],
            "termsOfUseUrl": base + about["terms"],
        },
        "name": {"short": about["name"]},
        "description": {"short": about["summary"], "full": about["description"]},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": about["accent_colour"],
        "validDomains": [urlsplit(base).netloc],
        "authorization": {
            "permissions": {
                "resourceSpecific": [
                    {"name": about[host]["unified_permission"], "type": "Delegated"}
                    for host in ("excel", "outlook")
                ]
            }
        },
        "extensions": [
            {
                "requirements": {"scopes": ["mail", "workbook"]},
                "runtimes": [part["runtime"] for part in parts],
                "ribbons": [part["ribbon"] for part in parts],
                "getStartedMessages": [
                    {
                        "requirements": {"scopes": ["workbook"]},
                        "title": about["excel"]["welcome"]["title"],
                        "description": about["excel"]["welcome"]["description"],
                        "learnMoreUrl": base + about["support"],
                    }
                ],
            }
        ],
    }


def _excel(about: Description, base: str, icon: Icon) -> dict[str, Any]:
    excel = about["excel"]
    actions = [c for c in _commands(about) if "menu" not in c]
    return {
        "runtime": {
            "requirements": _requirements("workbook", excel),
            "id": "ExcelRuntime",
            "type": "general",
            "code": {"page": base + excel["page"], "script": base + excel["script"]},
            "lifetime": "long",
            "actions": [_action(c["id"], opens="icon" in c) for c in actions],
            "customFunctions": {
                "namespace": {"id": excel["namespace"], "name": excel["namespace"]},
                "metadataUrl": base + excel["metadata"],
            },
        },
        "ribbon": {
            "requirements": {"scopes": ["workbook"]},
            "contexts": ["default"],
            "tabs": [_tab("TabHome", about, icon, [_control(c, icon) for c in excel["controls"]])],
        },
    }


def _outlook(about: Description, base: str, icon: Icon) -> dict[str, Any]:
    outlook = about["outlook"]
    button = {"id": "MailPane", "icon": "tariffline", **outlook}
    return {
        "runtime": {
            "requirements": _requirements("mail", outlook),
            "id": "OutlookRuntime",
            "type": "general",
            "code": {"page": base + outlook["page"]},
            "lifetime": "short",
            "actions": [{**_action("MailPane", opens=True), "pinnable": True}],
        },
        "ribbon": {
            "requirements": {"scopes": ["mail"]},
            "contexts": ["mailRead", "mailCompose"],
            "tabs": [_tab("TabDefault", about, icon, [_control(button, icon)])],
        },
    }


def _requirements(scope: str, host: Description) -> Description:
    needed = [{"name": n["name"], "minVersion": n["version"]} for n in host["requires"]]
    return {"scopes": [scope], "capabilities": needed}


def _action(name: str, *, opens: bool) -> dict[str, Any]:
    if opens:
        return {"id": name, "type": "openPage", "view": f"Tariffline.{name}"}
    return {"id": name, "type": "executeFunction"}


def _tab(name: str, about: Description, icon: Icon, controls: list[Description]) -> Description:
    group = {
        "id": f"{name}.Tariffline",
        "label": about["name"],
        "icons": _icons("tariffline", icon),
        "controls": controls,
    }
    return {"builtInTabId": name, "groups": [group]}


def _control(control: Description, icon: Icon) -> Description:
    icons = {"icons": _icons(control["icon"], icon)}
    if "menu" not in control:
        return {**_labelled(control), **icons, "type": "button", "actionId": control["id"]}
    items = [
        {**_labelled(item), **icons, "type": "menuItem", "actionId": item["id"]}
        for item in control["menu"]
    ]
    return {**_labelled(control), **icons, "type": "menu", "items": items}


def _labelled(command: Description) -> dict[str, Any]:
    tip = {"title": command["label"], "description": command["tip"]}
    return {"id": command["id"], "label": command["label"], "supertip": tip}


def _icons(name: str, icon: Icon) -> list[Description]:
    return [{"size": size, "url": icon(name, size)} for size in _RIBBON_SIZES]
