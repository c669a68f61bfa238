"""Our own rules for the XML manifests: Microsoft's validator needs its online service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from tests.manifest.conftest import BASE

Element = ElementTree.Element

# The order of children that the schemas ask for (xs:sequence):
# https://learn.microsoft.com/openspecs/office_file_formats/ms-owemxml
ORDER = {
    "OfficeApp": "Id AlternateId Version ProviderName DefaultLocale DisplayName Description "
    "IconUrl HighResolutionIconUrl SupportUrl AppDomains Hosts Requirements DefaultSettings "
    "FormSettings Permissions Rule VersionOverrides ExtendedOverrides",
    "VersionOverrides": "Description Requirements Hosts Resources VersionOverrides",
    "Host": "Runtimes AllFormFactors DesktopFormFactor",
    "DesktopFormFactor": "GetStarted FunctionFile ExtensionPoint",
    "ExtensionPoint": "Script Page Metadata Namespace OfficeTab",
    "GetStarted": "Title Description LearnMoreUrl",
    "Group": "Label Icon Control",
    "Control": "Label Supertip Icon Action Items",
    "Item": "Label Supertip Icon Action",
    "Supertip": "Title Description",
    "Action": "TaskpaneId SourceLocation FunctionName SupportsPinning",
    "Resources": "Images Urls ShortStrings LongStrings",
}
LONGEST = {"ShortStrings": 125, "LongStrings": 250}
DEFINES = {"Image", "Url", "String"}


def name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def overrides(xml: Element) -> list[Element]:
    return [e for e in xml.iter() if name(e) == "VersionOverrides"]


def own(override: Element) -> Iterator[Element]:
    """What belongs to an override and not to the one inside it."""
    for child in override:
        if name(child) != "VersionOverrides":
            yield from child.iter()


def addresses(xml: Element) -> list[str]:
    values = [v for e in xml.iter() for v in (e.get("DefaultValue"), e.text) if v]
    return [value.strip() for value in values if "://" in value]


def test_elements_stand_in_the_order_of_the_schema(xml: Element) -> None:
    for element in xml.iter():
        if name(element) in ORDER:
            allowed = ORDER[name(element)].split()
            places = [allowed.index(name(child)) for child in element]
            assert places == sorted(places), name(element)


def test_every_resource_is_defined_once_and_used(xml: Element) -> None:
    for override in overrides(xml):
        defined = [e.attrib["id"] for e in own(override) if name(e) in DEFINES and "id" in e.attrib]
        used = {e.attrib["resid"] for e in own(override) if "resid" in e.attrib}
        assert len(defined) == len(set(defined))
        assert used == set(defined)


def test_ids_and_texts_are_as_short_as_office_wants_them(xml: Element) -> None:
    for element in xml.iter():
        for key in ("id", "resid"):
            assert len(element.get(key, "")) <= 32
        for string in element if name(element) in LONGEST else ():
            assert len(string.attrib["DefaultValue"]) <= LONGEST[name(element)]


def test_commands_have_ids_of_their_own(xml: Element) -> None:
    for override in overrides(xml):
        commands = [e for e in own(override) if name(e) in {"Group", "Control", "Item"}]
        ids = [e.attrib["id"] for e in commands]
        assert len(ids) == len(set(ids))


def test_everything_comes_over_https_from_the_service(xml: Element) -> None:
    found = addresses(xml)
    assert len(found) > 5
    assert all(address.startswith(BASE) for address in found)


def test_icons_stand_in_three_sizes(xml: Element) -> None:
    icons = [e for e in xml.iter() if name(e) == "Icon"]
    assert icons
    for icon in icons:
        assert [image.attrib["size"] for image in icon] == ["16", "32", "80"]


def test_the_version_has_four_parts_and_the_id_is_a_uuid(xml: Element) -> None:
    texts = {name(e): e.text or "" for e in xml}
    assert re.fullmatch(r"\d+(\.\d+){3}", texts["Version"])
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", texts["Id"])


def test_excel_runs_functions_pane_and_commands_in_one_page(files: dict[str, bytes]) -> None:
    xml = ElementTree.fromstring(files["excel.xml"])
    (runtime,) = [e for e in xml.iter() if name(e) == "Runtime"]
    pages = [e.attrib["resid"] for e in xml.iter() if name(e) in {"FunctionFile"}]
    (page,) = [e[0].attrib["resid"] for e in xml.iter() if name(e) == "Page"]
    assert runtime.attrib == {"resid": page, "lifetime": "long"}
    assert pages == [page]


def test_the_pane_beside_a_mail_is_pinned_where_that_is_known(files: dict[str, bytes]) -> None:
    xml = ElementTree.fromstring(files["outlook.xml"])
    older, newer = overrides(xml)
    pins = [[e for e in own(each) if name(e) == "SupportsPinning"] for each in (older, newer)]
    assert [len(found) for found in pins] == [0, 1]


def test_it_stands_beside_mails_and_drafts_and_asks_for_no_mailbox(files: dict[str, bytes]) -> None:
    xml = ElementTree.fromstring(files["outlook.xml"])
    kind = "{http://www.w3.org/2001/XMLSchema-instance}type"
    points = [e.attrib[kind] for e in xml.iter() if name(e) == "ExtensionPoint"]
    assert points == 2 * ["MessageReadCommandSurface", "MessageComposeCommandSurface"]
    forms = [
        e.attrib["FormType"] for e in xml.iter() if name(e) == "Rule" and "FormType" in e.attrib
    ]
    assert forms == ["Read", "Edit"]
    assert [e.text for e in xml if name(e) == "Permissions"] == ["ReadWriteItem"]


@pytest.mark.parametrize("file", ["excel.xml", "outlook.xml"])
def test_they_say_what_they_are_in_the_declaration(files: dict[str, bytes], file: str) -> None:
    assert files[file].startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
