"""What a file seems to be that is no framework: a sentence that helps to find the right one."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_NAMES = 4
LONGEST_NAME = 40

# The keys that tell, and what has them; the first that fits counts.
_JSON_KINDS = (
    ({"openapi"}, gettext_lazy("a description of an interface (OpenAPI)")),
    ({"swagger"}, gettext_lazy("a description of an interface (OpenAPI)")),
    ({"$schema"}, gettext_lazy("a JSON Schema: the form of a file, not a file of that form")),
    ({"properties", "type"}, gettext_lazy("a JSON Schema: the form of a file, not a file of that form")),
    ({"info", "item"}, gettext_lazy("a Postman collection")),
    ({"@context"}, gettext_lazy("linked data (JSON-LD)")),
    ({"imsx_codeMajor"}, gettext_lazy("the refusal of a CASE server")),
    ({"fullStatement"}, gettext_lazy("one element of a framework (CFItem)")),
    ({"originNodeURI"}, gettext_lazy("one association of a framework (CFAssociation)")),
    ({"CFPackageURI"}, gettext_lazy("the facts of a framework without its elements (CFDocument)")),
    ({"CFItem"}, gettext_lazy("the associations of one element (CFItemAssociations)")),
    ({"CFItems"}, gettext_lazy("elements of a framework without its CFDocument")),
)
_CSV_KINDS = (
    ({"relation", "left_identifier"}, gettext_lazy("links of a crosswalk: bring it in on the page of that crosswalk")),
    ({"concepturi", "preferredlabel"}, gettext_lazy("a list of ESCO concepts, which does not say what stands where")),
    ({"email"}, gettext_lazy("a list of people")),
)


def other_json(found: Any) -> str:
    """Of JSON that is no CASE package."""
    if not isinstance(found, dict):
        return _("This is JSON, but not a CASE package: it has no CFDocument.")
    if "CFDocuments" in found:
        return _("This is a list of frameworks (CFDocuments). Take the package (CFPackages) of one of them.")
    if isinstance(found.get("framework"), dict) and "standards" in found["framework"]:
        return _("This looks like a Mahara SmartEvidence matrix: choose that format.")
    for keys, kind in _JSON_KINDS:
        if keys <= found.keys():
            return _("This looks like %(kind)s. A CASE package has a CFDocument, and this has none.") % {"kind": kind}
    if not found:
        return _("This is JSON, but not a CASE package: it has no CFDocument.")
    words = _("This is JSON that holds %(names)s, but not a CASE package: it has no CFDocument.")
    return words % {"names": _listed(list(found))}


def other_csv(header: list[str]) -> str:
    """Of a table that has no column “heading”."""
    for names, kind in _CSV_KINDS:
        if names <= set(header):
            return _("This looks like %(kind)s. A framework has a column “heading”.") % {"kind": kind}
    named = [name for name in header if name]
    if not named:
        return _("The first line does not name a column “heading”, so this is not a CSV of a framework.")
    words = _("The first line names %(names)s, but no column “heading”, so this is not a CSV of a framework.")
    return words % {"names": _listed(named)}


def _listed(names: list[str]) -> str:
    """Some of them, without what cannot be shown or stored."""
    printable = ["".join(filter(str.isprintable, name))[:LONGEST_NAME] for name in names[:MOST_NAMES]]
    shown = [f"“{name}”" for name in printable]
    return ", ".join([*shown, "…"] if len(names) > MOST_NAMES else shown)
