"""What changed between two versions: said by sort, marked word by word, for everybody who may see both."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from standards import selectors, services
from standards.models import Association, Element, FrameworkVersion, LevelDescriptor
from standards.selectors.difference import Piece, compared
from tests.cast import NOW, Cast, make_framework, make_scale

SignIn = Callable[[User], Client]


def next_draft(cast: Cast, source: FrameworkVersion) -> FrameworkVersion:
    return services.start_draft(framework=source.framework, source=source, by=cast.dee, now=NOW)


def element(version: FrameworkVersion, code: str) -> Element:
    return version.elements.get(code=code)


def add(version: FrameworkVersion, code: str, statement: str, **fields: Any) -> Element:
    place = {"position": version.elements.count(), "depth": 0}
    return Element.objects.create(version=version, code=code, full_statement=statement, **place | fields)


def replace(version: FrameworkVersion, old: Element, code: str, statement: str) -> Element:
    """The meaning changes: a new element in its place, and what it replaces."""
    version.elements.filter(lineage=old.lineage).delete()
    new = add(version, code, statement, parent=version.elements.get(code=code[:2]), depth=1)
    Association.objects.create(
        version=version,
        kind="replacedBy",
        origin=old,
        origin_identifier=str(old.identifier),
        destination=new,
        destination_identifier=str(new.identifier),
    )
    return new


def words(pieces: list[Piece]) -> str:
    return "".join({"=": "{}", "-": "[-{}-]", "+": "[+{}+]"}[sign].format(text) for sign, text in pieces)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Leads the team well", "Leads the whole team", "Leads the [+whole +]team[- well-]"),
        ("", "All new", "[+All new+]"),
        ("Leads a small team", "Leads one large team", "Leads [-a small-][+one large+] team"),
        ("Nothing of this stays", "All is other there", "[-Nothing of this stays-][+All is other there+]"),
        ("same", "same", "same"),
        ("a don't", "a do not", "a [-don't-][+do not+]"),
        ("x " * 2000, "y", "[-" + "x " * 2000 + "-][+y+]"),
    ],
)
def test_words_are_compared(old: str, new: str, marked: str) -> None:
    pieces = compared(old, new)
    assert "".join(text for sign, text in pieces if sign != "+") == old
    assert "".join(text for sign, text in pieces if sign != "-") == new
    assert words(pieces) == marked


def test_each_sort_of_change_is_named(cast: Cast) -> None:
    before = cast.framework_version
    old = {code: element(before, code) for code in ("D1.1", "D1.2", "D1.3", "D2.1", "D2.2", "D2.3")}
    level = before.scale.levels.all()[0]
    LevelDescriptor.objects.create(element=old["D2.1"], level=level, text="Waits")
    after = next_draft(cast, before)
    after.elements.filter(code="D1.1").update(full_statement="Said in other words", keywords=["tone"])
    replacement = replace(after, old["D1.2"], "D1.2", "Something else altogether")
    after.elements.filter(code="D1.3").update(parent=element(after, "D2"))
    LevelDescriptor.objects.filter(element__version=after).update(text="Asks")
    after.elements.filter(code="D2.3").delete()
    added = add(after, "D3", "A new domain")
    after.label = "2027"
    found = selectors.difference(before, after)
    assert [(words(c.pieces), c.label) for c in found.facts] == [("[+2027+]", "Version")]
    assert [(row.before.code, [c.label for c in row.changes]) for row in found.reworded] == [
        ("D1.1", ["Statement", "Keywords"])
    ]
    assert [(row.before, row.after) for row in found.replaced] == [(old["D1.2"], replacement)]
    assert [(row.element.code, row.before.code, row.after.code) for row in found.moved] == [("D1.3", "D1", "D2")]
    assert [(row.after.code, [(c.label, words(c.pieces)) for c in row.changes]) for row in found.descriptors] == [
        ("D2.1", [("Not yet", "[-Waits-][+Asks+]")])
    ]
    assert (found.added, [row.code for row in found.removed]) == ([added], ["D2.3"])
    assert found.unchanged == 3  # D1, D2, D2.2


def test_the_same_text_differs_in_nothing(cast: Cast) -> None:
    found = selectors.difference(cast.framework_version, next_draft(cast, cast.framework_version))
    assert (found.is_empty, found.unchanged) == (True, 8)


def test_one_that_is_moved_past_others_is_the_only_one_moved(cast: Cast) -> None:
    before = make_framework(cast.provider, "Flat", domains=1, per_domain=5)
    after = next_draft(cast, before)
    for position, code in enumerate(["D1", "D1.5", "D1.1", "D1.2", "D1.3", "D1.4"]):
        after.elements.filter(code=code).update(position=position)
    assert [row.element.code for row in selectors.difference(before, after).moved] == ["D1.5"]


def test_children_of_a_replaced_heading_stay_where_they_are(cast: Cast) -> None:
    before = cast.framework_version
    after = next_draft(cast, before)
    heading = add(after, "D9", "A heading with another meaning")
    old = element(before, "D1")
    after.elements.filter(parent__code="D1").update(parent=heading)
    after.elements.filter(code="D1").delete()
    Association.objects.create(
        version=after,
        kind="replacedBy",
        origin_identifier=str(old.identifier),
        destination_identifier=str(heading.identifier),
    )
    found = selectors.difference(before, after)
    assert ([row.after for row in found.replaced], found.moved, found.removed) == ([heading], [], [])


def test_another_scale_is_compared_level_by_level(cast: Cast) -> None:
    before = cast.framework_version
    after = next_draft(cast, before)
    after.scale = make_scale()
    after.scale.levels.filter(value=5).update(label="Masterly")
    assert [change.label for change in selectors.difference(before, after).scale] == ["Level 5"]


def test_replacements_are_followed_through_the_versions_between(cast: Cast) -> None:
    first = cast.framework_version
    old = element(first, "D1.1")
    second = next_draft(cast, first)
    between = replace(second, old, "D1.1", "Second")
    second = services.adopt_version(version=second, by=cast.dee, now=NOW)
    third = next_draft(cast, second)
    last = replace(third, between, "D1.1", "Third")
    onward = selectors.successors(first, third)
    assert [(row.element, row.by) for row in onward[old.pk]] == [(last, "replaced")]


def test_matches_count_both_ways_and_proposed_ones_do_not(cast: Cast) -> None:
    before = cast.framework_version
    after = next_draft(cast, before)
    codes = {"D1.1": ("approved", False), "D1.2": ("approved", True), "D1.3": ("proposed", False)}
    new: dict[str, Element] = {}
    for code, (approval, backwards) in codes.items():
        after.elements.filter(code=code).delete()
        new[code] = add(after, code, "Other")
        ends = [str(element(before, code).identifier), str(new[code].identifier)]
        origin, destination = reversed(ends) if backwards else ends
        Association.objects.create(
            version=after,
            kind="exactMatchOf",
            approval=approval,
            origin_identifier=origin,
            destination_identifier=destination,
        )
    onward = selectors.successors(before, after)
    found = {code: [(row.element, row.by) for row in onward[element(before, code).pk]] for code in codes}
    assert found == {"D1.1": [(new["D1.1"], "match")], "D1.2": [(new["D1.2"], "match")], "D1.3": []}


def test_a_circle_of_replacements_ends(cast: Cast) -> None:
    before = cast.framework_version
    after = next_draft(cast, before)
    one, nowhere = element(before, "D1.1"), str(uuid.uuid4())
    after.elements.filter(code="D1.1").delete()
    for origin, destination in ((str(one.identifier), nowhere), (nowhere, str(one.identifier))):
        Association.objects.create(
            version=after, kind="replacedBy", origin_identifier=origin, destination_identifier=destination
        )
    assert selectors.successors(before, after)[one.pk] == []


def test_marks_are_said_and_texts_escaped() -> None:
    template = Template("{% load framework_difference %}{% marked pieces %}")
    html = template.render(Context({"pieces": [Piece("-", "<b>"), Piece("+", "&"), Piece("=", " ok<")]}))
    assert html == (
        '<del><span class="visually-hidden"> removed: </span>&lt;b&gt;</del>'
        '<ins><span class="visually-hidden"> added: </span>&amp;</ins> ok&lt;'
    )


def address(one: FrameworkVersion, other: FrameworkVersion) -> str:
    return reverse("standards:version-difference", args=[one.pk, other.pk])


def test_everybody_compares_adopted_texts_and_no_outsider_a_draft(cast: Cast, as_user: SignIn) -> None:
    before = cast.framework_version
    after = next_draft(cast, before)
    after.elements.filter(code="D1.1").update(full_statement="Said in other words")
    people = ("dee", "amara", "pia", "bill")
    assert [as_user(getattr(cast, name)).get(address(before, after)).status_code for name in people] == [
        *(200, 404, 404),
        404,
    ]
    services.adopt_version(version=after, by=cast.dee, now=NOW)
    html = as_user(cast.amara).get(address(before, after)).content.decode()
    assert 'data-testid="reworded"' in html
    assert (
        address(before, after)
        in as_user(cast.amara).get(reverse("standards:version-detail", args=[before.pk])).content.decode()
    )


def test_versions_of_two_frameworks_are_not_compared(cast: Cast, as_user: SignIn) -> None:
    other = make_framework(cast.provider, "Other")
    assert as_user(cast.dee).get(address(cast.framework_version, other)).status_code == 404
    assert as_user(cast.dee).get(address(other, other)).status_code == 200


@pytest.mark.parametrize("size", [1, 30])
def test_a_fixed_number_of_queries(cast: Cast, as_user: SignIn, django_assert_num_queries: Any, size: int) -> None:
    before = make_framework(cast.provider, "Long", domains=size)
    after = next_draft(cast, before)
    after.elements.update(full_statement="Said in other words")
    client = as_user(cast.dee)
    with django_assert_num_queries(9):
        client.get(address(before, after))


def test_adopting_tells_the_difference_in_numbers(cast: Cast, as_user: SignIn) -> None:
    before = cast.framework_version
    after = next_draft(cast, before)
    after.elements.filter(code__in=["D1.1", "D2.1"]).update(full_statement="Said in other words")
    html = as_user(cast.dee).get(reverse("standards:version-adopt", args=[after.pk])).content.decode()
    assert "2 reworded, 6 unchanged" in html
    assert address(before, after) in html
