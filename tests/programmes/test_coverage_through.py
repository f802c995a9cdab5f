"""Coverage of a framework that the programme is not mapped to, read through a crosswalk."""

import pytest
from django.urls import reverse

from programmes import selectors
from programmes.enums import Depth
from programmes.models import Mapping
from standards.enums import AdoptionStatus, AssociationType
from standards.models import Crosswalk, Element, FrameworkVersion
from tests.cast import NOW, Cast, make_framework, make_link

COVERED, THIN, UNTOUCHED = "covered", "thin", "untouched"


@pytest.fixture
def crosswalk(cast: Cast) -> Crosswalk:
    """Two frameworks, D1.1 and D1.2 of the first developed and D1.3 assessed too; no links."""
    Mapping.objects.all().delete()
    for code in ("D1.1", "D1.2", "D1.3"):
        element = cast.framework_version.elements.get(code=code)
        Mapping.objects.create(module=cast.modules[0], element=element, depth=Depth.DEVELOPS)
    other = make_framework(cast.provider, "Others")
    return Crosswalk.objects.create(
        owner=cast.provider, title="Across", left=cast.framework_version.framework, right=other.framework
    )


def link(cast: Cast, crosswalk: Crosswalk, left: str, right: str, kind: str, **fields: object) -> None:
    ends = [
        Element.objects.get(version__framework=framework, code=code)
        for framework, code in ((crosswalk.left, left), (crosswalk.right, right))
    ]
    make_link(crosswalk, *ends, author=cast.bill, kind=kind, **{"approved_by": cast.dee, **fields})


def found(cast: Cast, crosswalk: Crosswalk) -> dict[str, str]:
    through = selectors.coverage_through(cast.programme, cast.framework_version, crosswalk)
    return {row.element.code: row.status.value for row in through.rows if row.status != UNTOUCHED}


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("exactMatchOf", {}, {"D2.1": COVERED}),
        ("isTranslationOf", {"is_inverse": True}, {"D2.1": COVERED}),
        *((kind, {}, {"D2.1": THIN}) for kind in ("isRelatedTo", "replacedBy", "isPartOf", "isPeerOf", "isChildOf")),
        *((kind, {}, {}) for kind in ("precedes", "exemplar", "hasSkillLevel")),
        ("exactMatchOf", {"strength": "weak"}, {}),
    ],
)
def test_what_a_link_counts_for(
    cast: Cast, crosswalk: Crosswalk, kind: str, fields: dict[str, object], expected: dict[str, str]
) -> None:
    link(cast, crosswalk, "D1.1", "D2.1", kind, **fields)
    link(cast, crosswalk, "D2.2", "D2.2", AssociationType.EXACT_MATCH_OF)  # nothing is mapped to it
    assert found(cast, crosswalk) == expected


def test_a_proposed_link_counts_for_nothing(cast: Cast, crosswalk: Crosswalk) -> None:
    link(cast, crosswalk, "D1.1", "D2.1", AssociationType.EXACT_MATCH_OF)
    crosswalk.links.update(approval="proposed", approved_by=None, approved_at=None)
    assert found(cast, crosswalk) == {}


def test_it_is_read_backwards_too(cast: Cast, crosswalk: Crosswalk) -> None:
    turned = Crosswalk.objects.create(
        owner=cast.provider, title="Back", left=crosswalk.right, right=cast.framework_version.framework
    )
    link(cast, turned, "D2.3", "D1.1", AssociationType.EXACT_MATCH_OF)
    assert found(cast, turned) == {"D2.3": COVERED}


def test_it_holds_in_the_next_version_of_the_other_framework(cast: Cast, crosswalk: Crosswalk) -> None:
    link(cast, crosswalk, "D1.1", "D2.1", AssociationType.EXACT_MATCH_OF)
    old = Element.objects.get(version__framework=crosswalk.right, code="D2.1")
    following = FrameworkVersion.objects.create(
        framework=crosswalk.right, number=2, status=AdoptionStatus.ADOPTED, changed_at=NOW
    )
    following.elements.create(position=0, depth=0, code="N1", full_statement="Kept", lineage=old.lineage)
    following.elements.create(position=1, depth=0, code="N2", full_statement="New")
    assert found(cast, crosswalk) == {"N1": COVERED}


def test_the_page_and_who_may_read_it(cast: Cast, crosswalk: Crosswalk, as_user, django_assert_num_queries) -> None:
    link(cast, crosswalk, "D1.1", "D2.1", AssociationType.EXACT_MATCH_OF)
    with django_assert_num_queries(8):
        selectors.coverage_through(cast.programme, cast.framework_version, crosswalk)
    ids = [cast.programme.pk, cast.framework_version.pk]
    url = reverse("programmes:coverage-through", args=[*ids, crosswalk.pk])
    assert "1 of 6 elements touched" in as_user(cast.dee).get(url).content.decode()
    assert url in as_user(cast.dee).get(reverse("programmes:coverage", args=ids)).content.decode()
    assert as_user(cast.pia).get(url).status_code == 404
    crosswalk.owner = cast.other_provider
    crosswalk.save()
    assert as_user(cast.dee).get(url).status_code == 404
