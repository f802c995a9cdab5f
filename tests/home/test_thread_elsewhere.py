"""The golden thread read through crosswalks: which elements of other frameworks the same counts for."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from carnegie.people.models import Organisation, User
from standards.enums import AssociationType
from standards.models import Crosswalk, Element
from tests.cast import Cast, make_framework, make_link
from tests.home.conftest import Woven

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def elsewhere(page: str) -> list[str]:
    if 'data-testid="thread-elsewhere"' not in page:
        return []
    part = page[page.index('data-testid="thread-elsewhere"') :]
    rows = re.findall(r"<li>(.*?)</li>", part[: part.index("</section>")])
    return [" ".join(re.sub("<[^>]+>", "", row).split()) for row in rows]


def joined(cast: Cast, owner: Organisation | None, title: str, element: Element, **fields: object) -> None:
    """A crosswalk from another framework, in which `element` stands on the right, with one link."""
    other = make_framework(cast.provider, f"Framework of {title}")
    crosswalk = Crosswalk.objects.create(
        owner=owner, title=title, left=other.framework, right=element.version.framework
    )
    left = other.elements.get(code="D2.1")
    make_link(crosswalk, left, element, author=cast.bill, **fields)


@pytest.mark.parametrize("name", ["amara", "bill", "cora", "dee"])
def test_approved_links_are_told_from_this_side(cast: Cast, woven: Woven, as_user: SignIn, name: str) -> None:
    approved = {"kind": AssociationType.EXACT_MATCH_OF, "approved_by": cast.dee}
    replaced = {"kind": AssociationType.REPLACED_BY, "approved_by": cast.dee, "note": "wider there"}
    joined(cast, cast.provider, "Ours", woven.element, **replaced)
    joined(cast, None, "Carnegie", woven.element, **approved)
    joined(cast, cast.provider, "Proposed", woven.element, kind=AssociationType.EXACT_MATCH_OF)
    joined(cast, cast.other_provider, "Theirs", woven.element, **approved)
    joined(cast, cast.provider, "Second", cast.framework_version.elements.get(code="D1.2"), **approved)
    assert elsewhere(as_user(getattr(cast, name)).get(woven.url).text) == [
        "Is an exact match of: D2.1 Framework of Carnegie standard 2.1, Framework of Carnegie · Carnegie",
        "Replaces: D2.1 Framework of Ours standard 2.1, Framework of Ours (wider there) · Ours",
    ]


def test_without_a_link_nothing_is_said(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    assert elsewhere(as_user(cast.amara).get(woven.url).text) == []
