"""Framework files that the tests make themselves."""

import json
from typing import Any

DOCUMENT = "aaaaaaaa-0000-4000-8000-000000000000"


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
