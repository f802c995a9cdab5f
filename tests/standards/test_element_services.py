"""Elements of a draft: added, reworded, moved and deleted, with the whole tree right after each act."""

import datetime as dt
import json
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnegie.core.errors import Refused, Stale
from programmes.models import Mapping
from standards import formats, services
from standards.models import Association, Element, Framework, FrameworkVersion
from tests.cast import NOW, Cast, make_framework
from tests.standards.drafting import add, at, change, delete, move, nudge, outline
from tests.standards.test_version_export import export, needs_data, schema_errors

LATER = NOW + dt.timedelta(minutes=6)


@pytest.fixture
def draft(cast: Cast) -> FrameworkVersion:
    """D1 (D1.1 to D1.3), D2 (D2.1 to D2.3)."""
    return make_framework(cast.provider, "Draft", status="draft")


def test_adding_first_between_last_and_below(cast: Cast, draft: FrameworkVersion) -> None:
    add(cast, draft, "D0")
    add(cast, draft, "D1.0", parent="D1")
    add(cast, draft, "D1.9", parent="D1", after="D1.3")
    add(cast, draft, "D3", after="D2")
    add(cast, draft, "D2.1.1", parent="D2.1")
    assert outline(draft) == [
        *("D0", "D1", ".D1.0", ".D1.1", ".D1.2", ".D1.3", ".D1.9"),
        *("D2", ".D2.1", "..D2.1.1", ".D2.2", ".D2.3", "D3"),
    ]
    version = FrameworkVersion.objects.get(pk=draft.pk)
    assert (version.lock_version, version.changed_at, version.content_digest) == (6, NOW, "")


def test_the_first_element_of_an_empty_draft(cast: Cast) -> None:
    framework = Framework.objects.create(owner=cast.provider, title="Empty", creator="We")
    empty = FrameworkVersion.objects.create(framework=framework, changed_at=NOW)
    add(cast, empty, "A")
    assert outline(empty) == ["A"]


@pytest.mark.parametrize(
    ("code", "direction", "expected"),
    [
        ("D1.2", "up", "D1 .D1.2 .D1.1 .D1.3 D2 .D2.1 .D2.2 .D2.3"),
        ("D1.2", "down", "D1 .D1.1 .D1.3 .D1.2 D2 .D2.1 .D2.2 .D2.3"),
        ("D1.2", "in", "D1 .D1.1 ..D1.2 .D1.3 D2 .D2.1 .D2.2 .D2.3"),
        ("D1.2", "out", "D1 .D1.1 .D1.3 D1.2 D2 .D2.1 .D2.2 .D2.3"),
        ("D2", "up", "D2 .D2.1 .D2.2 .D2.3 D1 .D1.1 .D1.2 .D1.3"),
        ("D1", "down", "D2 .D2.1 .D2.2 .D2.3 D1 .D1.1 .D1.2 .D1.3"),
        ("D2", "in", "D1 .D1.1 .D1.2 .D1.3 .D2 ..D2.1 ..D2.2 ..D2.3"),
    ],
)
def test_one_step(cast: Cast, draft: FrameworkVersion, code: str, direction: str, expected: str) -> None:
    nudge(cast, draft, code, direction)
    assert " ".join(outline(draft)) == expected


@pytest.mark.parametrize(
    ("code", "direction", "reason"),
    [
        ("D1.1", "up", "first here already"),
        ("D1.3", "down", "last here already"),
        ("D1", "in", "nothing before it"),
        ("D1", "out", "at the top already"),
        ("D1", "sideways", "up, down, in or out"),
    ],
)
def test_a_step_that_leads_nowhere(cast: Cast, draft: FrameworkVersion, code: str, direction: str, reason: str) -> None:
    before = outline(draft)
    with pytest.raises(Refused, match=reason):
        nudge(cast, draft, code, direction)
    assert outline(draft) == before


def test_moving_to_a_place(cast: Cast, draft: FrameworkVersion) -> None:
    move(cast, draft, "D1.1", parent="D2", after="D2.3")
    move(cast, draft, "D2.2", parent="D1")
    move(cast, draft, "D1", after="D2")
    assert " ".join(outline(draft)) == "D2 .D2.1 .D2.3 .D1.1 D1 .D2.2 .D1.2 .D1.3"


def test_a_move_under_itself_or_to_its_own_place_is_refused(cast: Cast, draft: FrameworkVersion) -> None:
    before = outline(draft)
    for parent in ("D1", "D1.2"):
        with pytest.raises(Refused, match="under itself"):
            move(cast, draft, "D1", parent=parent)
    for after in ("D1.1", "D1.2"):
        with pytest.raises(Refused, match="there already"):
            move(cast, draft, "D1.2", parent="D1", after=after)
    with pytest.raises(Refused, match="The tree has changed meanwhile"):
        move(cast, draft, "D1.2", parent="D2", after="D1.1")
    assert outline(draft) == before


def test_elements_of_another_version_are_no_place(cast: Cast, draft: FrameworkVersion) -> None:
    foreign = cast.framework_version.elements.get(code="D1")
    with pytest.raises(Refused, match="deleted “Heads domain 1” meanwhile"):
        services.move_element(element=at(draft, "D2"), parent=foreign, after=None, by=cast.dee, now=NOW)
    with pytest.raises(Refused, match="locked"):
        services.move_element(element=foreign, parent=None, after=None, by=cast.dee, now=NOW)


def test_a_tree_has_a_deepest_level(cast: Cast, draft: FrameworkVersion) -> None:
    parent = "D2.3"
    for depth in range(2, 40):
        add(cast, draft, f"x{depth}", parent=parent)
        parent = f"x{depth}"
    for act in (lambda: add(cast, draft, "y", parent=parent), lambda: nudge(cast, draft, "D2", "in")):
        with pytest.raises(Refused, match="at most 40 levels"):
            act()
    assert len(outline(draft)) == 46


def test_any_sequence_of_acts_leaves_a_tree(cast: Cast, draft: FrameworkVersion) -> None:
    choice = random.Random(7)
    for number in range(120):
        codes = list(draft.elements.values_list("code", flat=True))
        act = choice.choice(["add", "nudge", "nudge", "move", "move", "delete"]) if len(codes) > 3 else "add"
        try:
            if act == "add":
                add(cast, draft, f"n{number}", parent=choice.choice(["", *codes]))
            elif act == "nudge":
                nudge(cast, draft, choice.choice(codes), choice.choice(["up", "down", "in", "out"]))
            elif act == "move":
                move(cast, draft, choice.choice(codes), parent=choice.choice(["", *codes]))
            else:
                delete(cast, draft, choice.choice(codes))
        except Refused:
            pass
        outline(draft)


def statements(cast: Cast, draft: FrameworkVersion, code: str, parent: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        element, target = at(draft, code), at(draft, parent)
        services.move_element(element=element, parent=target, after=None, by=cast.dee, now=NOW)
    return len(queries)


def test_a_move_takes_as_many_statements_in_a_large_tree(cast: Cast, draft: FrameworkVersion) -> None:
    large = make_framework(cast.provider, "Large", status="draft", domains=30, per_domain=49)
    counts = {statements(cast, draft, "D2", "D1.1"), statements(cast, large, "D30", "D1.1")}
    outline(large)
    assert len(counts) == 1
    assert counts.pop() <= 20


def test_moving_leaves_one_row_in_the_trail_and_not_one_for_each_that_shifts(
    cast: Cast, draft: FrameworkVersion
) -> None:
    from django.apps import apps

    history = apps.get_model("standards", "ElementHistory").objects
    before = history.count()
    nudge(cast, draft, "D2", "up")
    assert history.count() == before + 1


def test_a_rewording_keeps_the_identity(cast: Cast, draft: FrameworkVersion) -> None:
    element = at(draft, "D1.1")
    changed = change(cast, element, full_statement="Leads with care", keywords=["care"])
    assert (changed.identifier, changed.lineage, changed.revision) == (element.identifier, element.lineage, 2)
    assert Element.objects.filter(pk=element.pk).values_list("full_statement", "keywords").get() == (
        "Leads with care",
        ["care"],
    )


def test_a_stale_save_changes_nothing_and_other_elements_are_not_in_its_way(
    cast: Cast, draft: FrameworkVersion
) -> None:
    seen, other = at(draft, "D1.1"), at(draft, "D1.2")
    change(cast, at(draft, "D1.1"), full_statement="First")
    with pytest.raises(Stale, match="after you opened it"):
        change(cast, seen, full_statement="Second")
    change(cast, other, full_statement="Another")
    assert (at(draft, "D1.1").full_statement, at(draft, "D1.2").full_statement) == ("First", "Another")


def draft_over(adopted: FrameworkVersion) -> FrameworkVersion:
    """A second version with the same elements, D1 and D1.1 only."""
    draft = FrameworkVersion.objects.create(
        framework=adopted.framework, number=2, status="draft", scale=adopted.scale, changed_at=NOW
    )
    parent = None
    for position, code in enumerate(("D1", "D1.1")):
        old = adopted.elements.get(code=code)
        parent = Element.objects.create(
            version=draft,
            parent=parent,
            position=position,
            depth=position,
            code=code,
            full_statement=old.full_statement,
            identifier=old.identifier,
            lineage=old.lineage,
            is_rateable=position == 1,
        )
    return draft


def test_a_change_of_meaning_makes_another_element_that_replaces_the_old_one(cast: Cast) -> None:
    draft = draft_over(cast.framework_version)
    old = cast.framework_version.elements.get(code="D1.1")
    own = Association.objects.create(
        version=draft,
        kind="isRelatedTo",
        origin=at(draft, "D1.1"),
        origin_identifier=str(old.identifier),
        destination_identifier="https://example.org/x",
    )
    changed = change(cast, at(draft, "D1.1"), full_statement="Something else", meaning_changes=True)
    assert changed.identifier != old.identifier
    assert changed.lineage != old.lineage
    own.refresh_from_db()
    assert own.origin_identifier == str(changed.identifier)
    link = draft.associations.get(kind="replacedBy")
    assert (link.origin, link.origin_identifier, link.destination, link.destination_identifier) == (
        *(old, str(old.identifier)),
        *(changed, str(changed.identifier)),
    )
    again = change(cast, at(draft, "D1.1"), full_statement="Once more", meaning_changes=True)
    assert (again.identifier, draft.associations.filter(kind="replacedBy").count()) == (changed.identifier, 1)
    assert delete(cast, draft, "D1.1") == 1
    assert draft.associations.count() == 0


@needs_data
def test_what_replaces_another_leaves_as_the_official_schema_wants_it(cast: Cast) -> None:
    draft = draft_over(cast.framework_version)
    changed = change(cast, at(draft, "D1.1"), full_statement="Something else", meaning_changes=True)
    stored = FrameworkVersion.objects.select_related("framework").get(pk=draft.pk)
    text = export(formats.draft_of(stored))
    assert schema_errors(text) == []
    [link] = [one for one in json.loads(text)["CFAssociations"] if one["associationType"] == "replacedBy"]
    assert link["destinationNodeURI"]["uri"] == f"https://carnegie.example/ims/case/v1p1/CFItems/{changed.identifier}"


def test_a_new_element_has_nothing_to_replace(cast: Cast, draft: FrameworkVersion) -> None:
    element = at(draft, "D1.1")
    assert change(cast, element, full_statement="x", meaning_changes=True).identifier == element.identifier
    assert draft.associations.count() == 0


def test_descriptors_are_set_reworded_and_taken_away(cast: Cast, draft: FrameworkVersion) -> None:
    element = at(draft, "D1.1")
    change(cast, element, texts={1: "Not seen", 5: " Leads others ", 3: ""})
    rows = element.level_descriptors.values_list("level__value", "text")
    assert list(rows) == [(1, "Not seen"), (5, "Leads others")]
    services.set_descriptors(element=element, texts={1: "", 5: "Leads"}, base_revision=2, by=cast.dee, now=NOW)
    assert list(rows.all()) == [(5, "Leads")]
    with pytest.raises(Stale):
        services.set_descriptors(element=element, texts={5: "x"}, base_revision=2, by=cast.dee, now=NOW)
    with pytest.raises(Refused, match="does not have such a level"):
        services.set_descriptors(element=element, texts={9: "x"}, base_revision=3, by=cast.dee, now=NOW)


def test_deleting_takes_the_subtree_and_closes_the_gap(cast: Cast, draft: FrameworkVersion) -> None:
    add(cast, draft, "D1.1.1", parent="D1.1")
    change(cast, at(draft, "D1.1"), texts={1: "Not seen"})
    assert delete(cast, draft, "D1") == 5
    assert outline(draft) == ["D2", ".D2.1", ".D2.2", ".D2.3"]
    for code in ("D2.1", "D2.2", "D2.3"):
        delete(cast, draft, code)
    assert outline(draft) == ["D2"]


def test_deleting_more_than_was_shown_is_refused(cast: Cast, draft: FrameworkVersion) -> None:
    shown = draft.lock_version
    add(cast, draft, "D1.9", parent="D1")
    with pytest.raises(Stale, match="changed since you were asked"):
        services.delete_element(element=at(draft, "D1"), base_lock_version=shown, by=cast.dee, now=NOW)
    assert len(outline(draft)) == 9


def test_what_is_used_stays_and_the_refusal_says_where(cast: Cast, draft: FrameworkVersion) -> None:
    element = at(draft, "D1.1")
    Mapping.objects.create(module=cast.modules[0], element=element, depth="develops")
    with pytest.raises(Refused, match=r"in use.*1 × mapping \(“Leading in Practice: Leading self”\)"):
        delete(cast, draft, "D1")
    assert len(outline(draft)) == 8


def test_what_is_linked_stays_and_the_refusal_says_by_what(cast: Cast, draft: FrameworkVersion) -> None:
    ends = {"origin_identifier": "a", "destination_identifier": "b", "kind": "precedes"}
    inside = {"origin": at(draft, "D1.1"), "destination": at(draft, "D1.2")}
    Association.objects.create(version=draft, **inside, **ends)
    outside = {"origin": at(draft, "D2.1"), "destination": at(draft, "D1.2")}
    link = Association.objects.create(version=draft, **outside, **ends)
    with pytest.raises(Refused, match=r"linked.*“D2\.1 Draft standard 2\.1” precedes “D1\.2 Draft standard 1\.2”"):
        delete(cast, draft, "D1")
    services.delete_link(link=link, by=cast.dee, now=NOW)
    theirs = {"origin": at(draft, "D1.1"), "destination": cast.framework_version.elements.get(code="D2.2")}
    crosswalk = Association.objects.create(version=cast.framework_version, **theirs, **ends)
    with pytest.raises(Refused, match="linked"):
        delete(cast, draft, "D1")
    crosswalk.delete()
    assert delete(cast, draft, "D1") == 4
