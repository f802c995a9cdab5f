"""Carrying a programme over to a new version: what goes on, what cannot, all or nothing, and put back exactly."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.models import Job
from carnegie.home.selectors.carrying import Plan, carry_plan
from carnegie.home.selectors.snapshot import Rows, snapshot
from carnegie.home.services import carry_over, seen_of, undo_carrying
from carnegie.people.models import User
from diagnostics.models import DiagnosticVersion, Round, Target, TargetProfile
from diagnostics.services import publish_diagnostic, renew_diagnostic
from programmes.models import Mapping
from programmes.selectors import coverage
from standards.models import Association, Element, FrameworkVersion
from standards.services import adopt_version, start_draft
from tests.cast import NOW, TODAY, Cast, make_framework, make_scale

SignIn = Callable[[User], Client]


def element(version: FrameworkVersion, code: str) -> Element:
    return version.elements.get(code=code)


def map_to(cast: Cast, version: FrameworkVersion, code: str, depth: str = "develops", **words: Any) -> Mapping:
    item = words.pop("item", {"activity": cast.activity})
    return Mapping.objects.create(**item, element=element(version, code), depth=depth, **words)


def replace(version: FrameworkVersion, old: Element, code: str, kind: str = "replacedBy") -> Element:
    """`old` ends; the element with this code, new where there is none, goes on from it."""
    version.elements.filter(lineage=old.lineage).delete()
    new = version.elements.filter(code=code).first() or Element.objects.create(
        version=version,
        parent=element(version, code[:2]),
        position=version.elements.count(),
        depth=1,
        code=code,
        full_statement=f"New {code}",
    )
    Association.objects.create(
        version=version,
        kind=kind,
        origin_identifier=str(old.identifier),
        destination_identifier=str(new.identifier),
    )
    return new


def next_version(cast: Cast, change: Callable[[FrameworkVersion], object] = lambda draft: None) -> FrameworkVersion:
    source = cast.framework_version
    draft = start_draft(framework=source.framework, source=source, by=cast.dee, now=NOW)
    change(draft)
    return adopt_version(version=draft, by=cast.dee, now=NOW)


def plan_of(cast: Cast, after: FrameworkVersion) -> Plan:
    return carry_plan(cast.programme, cast.framework_version, after)


def carry(cast: Cast, after: FrameworkVersion, **changes: Any) -> Job:
    given = {"programme": cast.programme, "before": cast.framework_version, "after": after, "by": cast.dee, "now": NOW}
    seen = changes.pop("seen", None) or seen_of(plan_of(cast, after))
    return carry_over(**{**given, "seen": seen, **changes})


def everything(cast: Cast, after: FrameworkVersion) -> Rows:
    diagnostics = DiagnosticVersion.objects.filter(diagnostic__programme=cast.programme).values_list("pk", flat=True)
    return snapshot(cast.programme, (cast.framework_version, after), list(diagnostics))


def cells(version: FrameworkVersion) -> list[tuple[str, str, str]]:
    rows = Mapping.objects.filter(element__version=version).select_related("element")
    return sorted((str(row.item), row.element.code, row.depth) for row in rows)


def draft_beside(cast: Cast) -> DiagnosticVersion:
    """The published diagnostic of the cast, made a draft that nobody is asked by."""
    Round.objects.all().delete()
    DiagnosticVersion.objects.filter(pk=cast.diagnostic_version.pk).update(state="draft")
    return DiagnosticVersion.objects.get(pk=cast.diagnostic_version.pk)


def test_cells_go_on_by_lineage_and_the_old_ones_stay(cast: Cast) -> None:
    after = next_version(cast, lambda draft: draft.elements.filter(code="D1.1").update(full_statement="Other words"))
    carry(cast, after)
    assert cells(cast.framework_version) == cells(after) == [("Leading self", "D1.1", "develops")]
    copy = Mapping.objects.get(element__version=after)
    assert (copy.rationale, copy.revision) == ("Core of the module", 1)
    assert set(cast.programme.frameworks.values_list("version", flat=True)) == {cast.framework_version.pk, after.pk}
    assert coverage(cast.programme, after).touched == 1


def test_replaced_split_and_merged(cast: Cast) -> None:
    before = cast.framework_version
    map_to(cast, before, "D1.1", "introduces", rationale="Read")
    map_to(cast, before, "D1.2", "assesses", rationale="Tested")
    map_to(cast, before, "D2.1")

    def change(draft: FrameworkVersion) -> None:
        for code in ("D1.1", "D1.2"):
            replace(draft, element(before, code), "D1.8")
        for code in ("D2.8", "D2.9"):
            replace(draft, element(before, "D2.1"), code, "exactMatchOf")

    after = next_version(cast, change)
    plan = plan_of(cast, after)
    assert [(cell.title, cell.element.code, cell.by, len(cell.sources)) for cell in plan.cells] == [
        ("Leading self", "D1.8", "replaced", 1),
        ("Reading group", "D1.8", "replaced", 2),
        ("Reading group", "D2.8", "match", 1),
        ("Reading group", "D2.9", "match", 1),
    ]
    carry(cast, after)
    merged = Mapping.objects.get(activity=cast.activity, element__version=after, element__code="D1.8")
    assert (merged.depth, merged.rationale) == ("assesses", "Read\nTested")


def test_what_ends_or_became_a_heading_is_named_with_the_reason(cast: Cast) -> None:
    before = cast.framework_version
    map_to(cast, before, "D1.2")

    def change(draft: FrameworkVersion) -> None:
        draft.elements.filter(code="D1.1").delete()
        draft.elements.filter(code="D1.2").update(is_rateable=False)

    plan = plan_of(cast, next_version(cast, change))
    told = {(lost.where, lost.element.code, lost.why) for lost in plan.lost}
    assert told == {
        ("Leading self", "D1.1", "nothing in version 2 goes on from it"),
        ("Reading group", "D1.2", "it is a heading there, which is not rated"),
        ("Self-assessment", "D1.1", "nothing in version 2 goes on from it"),
        ("Self-assessment", "D1.2", "it is a heading there, which is not rated"),
    }
    assert plan.cells == []


def test_cells_that_say_something_there_already_are_left(cast: Cast) -> None:
    after = next_version(cast)
    Mapping.objects.create(module=cast.modules[0], element=element(after, "D1.1"), depth="assesses")
    plan = plan_of(cast, after)
    assert (plan.cells, plan.present) == ([], 1)
    carry(cast, after)
    assert cells(after) == [("Leading self", "D1.1", "assesses")]


def test_a_published_diagnostic_gets_a_draft_beside_it_with_its_targets(cast: Cast) -> None:
    before = cast.framework_version
    after = next_version(cast, lambda draft: replace(draft, element(before, "D1.2"), "D1.9"))
    asked = list(cast.diagnostic_version.items.values_list("code", "statement"))
    carry(cast, after)
    old, new = DiagnosticVersion.objects.filter(diagnostic=cast.diagnostic_version.diagnostic).order_by("number")
    assert (old.framework_version, old.state, list(old.items.values_list("code", "statement"))) == (
        *(before, "published"),
        asked,
    )
    assert (new.framework_version, new.state, new.number, new.items.count()) == (after, "draft", 2, 6)
    profile = new.target_profiles.get()
    assert (profile.title, profile.targets.count()) == ("New heads", 6)
    assert set(profile.targets.values_list("minimum", "maximum")) == {(4, 5)}
    assert Round.objects.get().diagnostic_version == old
    publish_diagnostic(version=new, by=cast.dee, now=NOW)


def test_a_draft_is_filled_anew_in_its_place(cast: Cast) -> None:
    draft = draft_beside(cast)
    after = next_version(cast, lambda version: version.elements.filter(code="D2.3").delete())
    carry(cast, after)
    draft.refresh_from_db()
    assert (draft.framework_version, draft.number, draft.items.count()) == (after, 1, 5)
    assert list(draft.target_profiles.all()) == [cast.target_profile]
    assert cast.target_profile.targets.count() == 5


def test_targets_are_not_carried_to_other_levels(cast: Cast) -> None:
    def change(draft: FrameworkVersion) -> None:
        scale = make_scale()
        scale.levels.filter(value=5).update(label="Masterly")
        FrameworkVersion.objects.filter(pk=draft.pk).update(scale=scale)

    after = next_version(cast, change)
    plan = plan_of(cast, after)
    assert [one.targets for one in plan.diagnostics] == [0]
    assert {lost.why for lost in plan.lost} == {"the levels are other ones there"}
    carry(cast, after)
    assert Target.objects.filter(profile__diagnostic_version__framework_version=after).count() == 0


def test_a_choice_of_statements_stays_a_choice(cast: Cast) -> None:
    cast.diagnostic_version.items.filter(code="D1.1").delete()
    after = next_version(cast, lambda draft: draft.elements.filter(code="D1.2").update(code="D1.22"))
    carry(cast, after)
    new = DiagnosticVersion.objects.get(framework_version=after)
    assert sorted(new.items.values_list("code", flat=True)) == ["D1.22", "D1.3", "D2.1", "D2.2", "D2.3"]


@pytest.mark.parametrize("is_draft", [False, True])
def test_undo_puts_back_exactly_what_was(cast: Cast, is_draft: bool) -> None:
    if is_draft:
        draft_beside(cast)
    before = cast.framework_version
    map_to(cast, before, "D2.2")
    after = next_version(cast, lambda draft: replace(draft, element(before, "D1.2"), "D1.9"))
    was = everything(cast, after)
    carried = carry(cast, after)
    assert everything(cast, after) != was
    undo_carrying(carried=carried, by=cast.dee, now=NOW)
    assert everything(cast, after) == was
    with pytest.raises(Refused, match="undone already"):
        undo_carrying(carried=carried, by=cast.dee, now=NOW)
    carry(cast, after)
    assert cells(after) == [("Leading self", "D1.1", "develops"), ("Reading group", "D2.2", "develops")]


def test_a_cell_that_comes_again_counts_on(cast: Cast) -> None:
    """A page that shows the cell as it was before the undo is noticed when it saves."""
    after = next_version(cast)
    undo_carrying(carried=carry(cast, after), by=cast.dee, now=NOW)
    carry(cast, after)
    assert Mapping.objects.get(element__version=after).revision == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_carry_at_once_one_does_and_the_other_is_told() -> None:
    cast = Cast()
    after = next_version(cast)
    seen, barrier, outcomes = seen_of(plan_of(cast, after)), threading.Barrier(2), []

    def begin() -> None:
        barrier.wait()
        try:
            carry(cast, after, seen=seen)
            outcomes.append("carried")
        except Stale:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["carried", "told"]
    assert cells(after) == [("Leading self", "D1.1", "develops")]
    assert DiagnosticVersion.objects.filter(framework_version=after).count() == 1


def test_a_draft_that_is_there_already_stays_the_only_one(cast: Cast) -> None:
    after = next_version(cast)
    given = {"framework_version": after, "elements": None, "by": cast.dee, "now": NOW}
    renew_diagnostic(version=cast.diagnostic_version, **given)
    with pytest.raises(Refused, match="has a draft already"):
        renew_diagnostic(version=cast.diagnostic_version, **given)
    with pytest.raises(Refused, match="another framework"):
        renew_diagnostic(
            version=cast.diagnostic_version, **{**given, "framework_version": make_framework(cast.provider, "Other")}
        )
    with pytest.raises(NotAllowed):
        renew_diagnostic(version=cast.diagnostic_version, **{**given, "by": cast.pia})


def changed_cell(cast: Cast, after: FrameworkVersion) -> None:
    Mapping.objects.filter(element__version=after).update(rationale="Since reconsidered")


def new_cell(cast: Cast, after: FrameworkVersion) -> None:
    map_to(cast, after, "D2.1")


def published(cast: Cast, after: FrameworkVersion) -> None:
    version = DiagnosticVersion.objects.get(framework_version=after)
    publish_diagnostic(version=version, by=cast.dee, now=NOW)


def new_target(cast: Cast, after: FrameworkVersion) -> None:
    version = DiagnosticVersion.objects.get(framework_version=after)
    TargetProfile.objects.create(programme=cast.programme, diagnostic_version=version, title="Deputies")


@pytest.mark.parametrize("meanwhile", [changed_cell, new_cell, published, new_target])
def test_what_was_changed_since_is_not_undone(cast: Cast, meanwhile: Callable[..., None]) -> None:
    after = next_version(cast)
    carried = carry(cast, after)
    meanwhile(cast, after)
    present = everything(cast, after)
    with pytest.raises(Refused, match="changed since"):
        undo_carrying(carried=carried, by=cast.dee, now=NOW)
    assert everything(cast, after) == present


def test_what_changed_since_the_preview_is_noticed(cast: Cast) -> None:
    after = next_version(cast)
    seen = seen_of(plan_of(cast, after))
    map_to(cast, cast.framework_version, "D2.1")
    was = everything(cast, after)
    with pytest.raises(Stale):
        carry(cast, after, seen=seen)
    assert everything(cast, after) == was


def test_refusals_leave_nothing_behind(cast: Cast) -> None:
    after, other = next_version(cast), make_framework(cast.provider, "Other")
    was = everything(cast, after)
    seen = seen_of(plan_of(cast, after))
    for person in (cast.pia, cast.bill, cast.amara, cast.sam, cast.root):
        with pytest.raises(NotAllowed):
            carry(cast, after, by=person, seen=seen)
    with pytest.raises(Refused, match="adopted version of the same framework"):
        carry(cast, other)
    draft = start_draft(framework=after.framework, source=after, by=cast.dee, now=NOW)
    with pytest.raises(Refused, match="adopted version of the same framework"):
        carry(cast, draft)
    assert everything(cast, after) == was
    assert not Job.objects.exists()


def test_a_refusal_in_the_middle_undoes_the_rest(cast: Cast) -> None:
    after = next_version(cast)
    scale = make_scale()
    scale.levels.filter(value__gt=1).delete()
    FrameworkVersion.objects.filter(pk=after.pk).update(scale=scale)
    after.refresh_from_db()
    was = everything(cast, after)
    with pytest.raises(Refused, match="needs 2 to 11 levels"):
        carry(cast, after)
    assert everything(cast, after) == was


def at(cast: Cast, after: FrameworkVersion) -> str:
    return reverse("home:mapping-carry", args=[cast.programme.pk, cast.framework_version.pk, after.pk])


def test_the_page_previews_carries_and_undoes(cast: Cast, as_user: SignIn) -> None:
    after = next_version(cast)
    client, address = as_user(cast.dee), at(cast, after)
    programme = client.get(reverse("programmes:programme-detail", args=[cast.programme.pk])).content.decode()
    assert address in programme
    html = client.get(address).content.decode()
    seen = html.partition('name="seen" value="')[2].partition('"')[0]
    assert client.post(address, {"seen": "junk\x00"}).status_code == 409
    done = client.post(address, {"seen": seen}, follow=True).content.decode()
    assert ('data-testid="carried"' in done, 'data-testid="nothing-to-carry"' in done) == (True, True)
    undo = reverse("home:carry-undo", args=[Job.objects.get().pk])
    assert as_user(cast.pia).post(undo).status_code == 404
    assert as_user(cast.bill).post(undo).status_code == 403
    assert client.get(undo).status_code == 405
    undone = client.post(undo, follow=True).content.decode()
    assert ("Undone: all is as it was before." in undone, 'data-testid="carried"' in undone) == (True, False)


def test_only_to_another_adopted_version_of_the_same_framework(cast: Cast, as_user: SignIn) -> None:
    other, after = make_framework(cast.provider, "Other"), next_version(cast)
    client = as_user(cast.dee)
    assert [client.get(at(cast, one)).status_code for one in (after, cast.framework_version, other)] == [200, 404, 404]


@pytest.mark.parametrize("size", [1, 3])
def test_a_fixed_number_of_queries(cast: Cast, as_user: SignIn, django_assert_num_queries: Any, size: int) -> None:
    for code in ("D1.1", "D1.2", "D1.3")[:size]:
        map_to(cast, cast.framework_version, code)
    after = next_version(cast)
    client = as_user(cast.dee)
    with django_assert_num_queries(30):
        client.get(at(cast, after))


def test_who_is_affected(cast: Cast, as_user: SignIn) -> None:
    after = next_version(cast)
    address = reverse("home:version-affected", args=[after.pk])
    html = as_user(cast.dee).get(address).content.decode()
    row = " ".join(html.partition("<tbody>")[2].partition("</tbody>")[0].split())
    assert cast.programme.title in row
    assert "on version 1" in row
    assert "1 published, 0 in draft" in row
    assert "1, asking 2 learners" in row
    assert at(cast, after) in row
    assert [as_user(one).get(address).status_code for one in (cast.amara, cast.pia, cast.bill)] == [403, 403, 403]
    Round.objects.update(closes_on=TODAY.replace(day=1), opens_on=TODAY.replace(day=1))
    assert "asking" not in as_user(cast.dee).get(address).content.decode()
