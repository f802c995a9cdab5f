"""What tests do with a draft, and the tree that must come of it."""

from typing import Any

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, User
from standards import services
from standards.models import Element, FrameworkVersion
from tests.cast import LONG_AGO, NOW, Cast


def at(draft: FrameworkVersion, code: str) -> Element:
    return draft.elements.select_related("version__framework").get(code=code)


def outline(draft: FrameworkVersion) -> list[str]:
    """Codes in reading order, indented by depth; fails when parents, depths and positions do not tell one tree."""
    rows = list(draft.elements.order_by("position"))
    assert [row.position for row in rows] == list(range(len(rows)))
    way: list[Element] = []
    for row in rows:
        way = way[: row.depth]
        assert len(way) == row.depth
        assert row.parent_id == (way[-1].pk if way else None)
        way.append(row)
    parents = {row.parent_id for row in rows}
    assert [row.is_rateable for row in rows] == [row.pk not in parents for row in rows]
    return ["." * row.depth + row.code for row in rows]


def add(cast: Cast, draft: FrameworkVersion, code: str, parent: str = "", after: str = "") -> Element:
    return services.add_element(
        version=draft,
        parent=at(draft, parent) if parent else None,
        after=at(draft, after) if after else None,
        code=code,
        full_statement=f"Statement {code}",
        by=cast.dee,
        now=NOW,
    )


def move(cast: Cast, draft: FrameworkVersion, code: str, parent: str = "", after: str = "") -> Element:
    return services.move_element(
        element=at(draft, code),
        parent=at(draft, parent) if parent else None,
        after=at(draft, after) if after else None,
        by=cast.dee,
        now=NOW,
    )


def nudge(cast: Cast, draft: FrameworkVersion, code: str, direction: str) -> Element:
    return services.nudge_element(element=at(draft, code), direction=direction, by=cast.dee, now=NOW)


def delete(cast: Cast, draft: FrameworkVersion, code: str) -> int:
    version = FrameworkVersion.objects.get(pk=draft.pk)
    return services.delete_element(
        element=at(draft, code), base_lock_version=version.lock_version, by=cast.dee, now=NOW
    )


def change(cast: Cast, element: Element, **words: Any) -> Element:
    asked: dict[str, Any] = {"base_revision": element.revision, "by": cast.dee, "now": NOW, **words}
    return services.change_element(element=element, **asked)


def second_admin(cast: Cast) -> User:
    """Olga, who may change what Dee may change."""
    Membership.objects.create(
        user=cast.olga, organisation=cast.provider, role=MembershipRole.PROGRAMME_ADMIN, from_date=LONG_AGO
    )
    return cast.olga
