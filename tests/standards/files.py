"""Framework files that the tests make themselves."""

import csv
import io
import json
from typing import Any

DOCUMENT = "aaaaaaaa-0000-4000-8000-000000000000"


HEADER = (
    "Parent ID number,ID number,Short name,Description,Description format,Scale values,Scale configuration,"
    "Rule type (optional),Rule outcome (optional),Rule config (optional),"
    "Cross-referenced competency ID numbers,Exported ID (optional),Is framework,Taxonomy\n"
)
MOODLE = tuple(HEADER.strip().split(","))


def item_id(n: int) -> str:
    return f"{n:08x}-0000-4000-8000-000000000001"


def item(n: int, statement: str = "", **fields: Any) -> dict[str, Any]:
    return {"identifier": item_id(n), "fullStatement": statement or f"Statement {n}", **fields}


def node(identifier: str, title: str = "x") -> dict[str, str]:
    return {"identifier": identifier, "uri": f"https://example.org/{identifier}", "title": title}


def link(n: int, kind: str, origin: str, destination: str, **fields: Any) -> dict[str, Any]:
    ends = {"originNodeURI": node(origin), "destinationNodeURI": node(destination)}
    return {"identifier": f"{n:08x}-0000-4000-8000-00000000000a", "associationType": kind, **ends, **fields}


def child(n: int, of: int | None, **fields: Any) -> dict[str, Any]:
    """Element `n` stands under element `of`, or at the top."""
    return link(1000 + n, "isChildOf", item_id(n), DOCUMENT if of is None else item_id(of), **fields)


def package(items: list[Any], associations: list[Any] = [], **document: Any) -> dict[str, Any]:  # noqa: B006
    facts = {"identifier": DOCUMENT, "title": "Test standards", "creator": "Standards Board", **document}
    return {"CFDocument": facts, "CFItems": items, "CFAssociations": associations}


def case(items: list[Any], associations: list[Any] = [], **document: Any) -> bytes:  # noqa: B006
    return json.dumps(package(items, associations, **document)).encode()


def small_case(**document: Any) -> bytes:
    """One domain with two standards."""
    items = [item(1, "Domain", humanCodingScheme="D1"), item(2, humanCodingScheme="D1.1"), item(3)]
    return case(items, [child(1, None), child(2, 1, sequenceNumber=1), child(3, 1, sequenceNumber=2)], **document)


CONFIGURATION = '[{"scaleid":"2"},{"id":1,"scaledefault":1,"proficient":0},{"id":2,"scaledefault":0,"proficient":1}]'
ROOT = {2: "Frame", 1: "F1", 3: "<p>About it</p>", 4: 1, 5: "Not yet,Yes", 6: CONFIGURATION, 12: 1, 13: "domain,value"}


def row(parent: str, code: str, name: str, description: str = "", **cells: Any) -> dict[int, Any]:
    """A competency; other cells by the number of their column, as `c7="…"`."""
    return {0: parent, 1: code, 2: name, 3: description, 4: 1, **{int(key[1:]): cell for key, cell in cells.items()}}


def moodle(*rows: dict[int, Any], delimiter: str = ",", header: tuple[str, ...] = MOODLE, width: int = 14) -> bytes:
    """A Moodle file, one line a row, in which `rows` give the cells by the number of their column."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([cells.get(place, "") for place in range(width)] for cells in rows)
    return out.getvalue().encode()


STATUSES = [{"begun": "Ready"}, {"incomplete": "No"}, {"partialcomplete": "Partly"}, {"completed": "Yes"}]


def matrix(standards: Any, elements: Any = None, **facts: Any) -> bytes:
    framework = {"name": "Frame", "evidencestatuses": STATUSES, "standards": standards, **facts}
    if elements is not None:
        framework["standardelements"] = elements
    return json.dumps({"framework": framework}).encode()
