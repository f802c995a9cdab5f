"""The life of drafts: copied whole, one at a time, told what they are, thrown away; and only by those who may."""

import dataclasses
import datetime as dt
import threading
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from carnegie.core.errors import NotAllowed, Refused, Stale
from programmes.models import Mapping
from standards import selectors, services
from standards.formats.stored import draft_of
from standards.models import Association, Element, Framework, FrameworkVersion, LevelDescriptor
from standards.services import DraftOpen, FrameworkFacts, VersionFacts
from tests.cast import NOW, TODAY, Cast, make_framework

ABOUT = FrameworkFacts(title="Leading a nursery", creator="The trust")


def start(cast: Cast, source: FrameworkVersion, **words: str) -> FrameworkVersion:
    return services.start_draft(framework=source.framework, source=source, **words, by=cast.dee, now=NOW)


def linked(version: FrameworkVersion, elsewhere: Element) -> None:
    """One descriptor, one link inside the version, one to another framework."""
    one, other = version.elements.get(code="D1.1"), version.elements.get(code="D2.1")
    LevelDescriptor.objects.create(element=one, level=version.scale.levels.all()[2], text="Asks first")
    for end in (other, elsewhere):
        Association.objects.create(
            version=version,
            kind="isRelatedTo",
            origin=one,
            origin_identifier=str(one.identifier),
            destination=end,
            destination_identifier=str(end.identifier),
            note="See both",
        )


def test_a_draft_begins_as_an_exact_copy(cast: Cast) -> None:
    source = cast.framework_version
    other = make_framework(cast.provider, "Other")
    linked(source, other.elements.get(code="D1.2"))
    draft = start(cast, source, label="2027", notes="Shorter")
    want, got = draft_of(source), draft_of(draft)
    assert (draft.number, draft.label, draft.notes, draft.status, draft.scale) == (
        *(2, "2027", "Shorter", "draft"),
        source.scale,
    )
    assert got.elements == want.elements
    assert sorted(map(repr, got.associations)) == sorted(map(repr, want.associations))
    assert got.case_identifier == want.case_identifier
    pairs = zip(selectors.tree(source), selectors.tree(draft), strict=True)
    assert all(old.lineage == new.lineage and old.pk != new.pk for old, new in pairs)
    ends = draft.associations.values_list("origin__version", "destination__version")
    assert sorted(ends, key=str) == sorted([(draft.pk, draft.pk), (draft.pk, other.pk)], key=str)
    texts = LevelDescriptor.objects.filter(element__version=draft)
    assert [(row.element.code, row.level.value, row.text) for row in texts] == [("D1.1", 3, "Asks first")]
    assert [(step.to_state, step.by) for step in draft.transitions.all()] == [("draft", cast.dee)]


def test_the_source_is_not_touched(cast: Cast) -> None:
    before = (draft_of(cast.framework_version), cast.framework_version.changed_at)
    start(cast, cast.framework_version)
    source = FrameworkVersion.objects.get(pk=cast.framework_version.pk)
    assert (draft_of(source), source.changed_at, source.lock_version) == (*before, 1)


@pytest.mark.parametrize("size", [1, 30])
def test_copying_takes_a_fixed_number_of_statements(cast: Cast, django_assert_max_num_queries: Any, size: int) -> None:
    source = make_framework(cast.provider, "Long", domains=size, per_domain=3)
    with django_assert_max_num_queries(20):
        assert start(cast, source).elements.count() == size * 4


def test_one_draft_at_a_time_and_the_refusal_leads_to_it(cast: Cast) -> None:
    draft = start(cast, cast.framework_version)
    with pytest.raises(DraftOpen, match="already has a draft, version 2") as refusal:
        start(cast, cast.framework_version)
    assert refusal.value.draft == draft


def test_an_old_text_is_restored_as_a_new_draft(cast: Cast) -> None:
    old = cast.framework_version
    newer = services.adopt_version(version=start(cast, old), by=cast.dee, now=NOW)
    newer.elements.filter(code="D1.1").update(full_statement="Worse than before")
    services.deprecate_version(version=old, by=cast.dee, now=NOW)
    again = start(cast, FrameworkVersion.objects.get(pk=old.pk))
    assert (again.number, draft_of(again).elements) == (3, draft_of(old).elements)


def test_no_draft_from_a_draft_or_from_another_framework(cast: Cast) -> None:
    draft = make_framework(cast.provider, "Draft", status="draft")
    other = make_framework(cast.provider, "Other")
    for framework, source in ((draft.framework, draft), (cast.framework_version.framework, other)):
        with pytest.raises(Refused, match="adopted or deprecated one of the same framework"):
            services.start_draft(framework=framework, source=source, by=cast.dee, now=NOW)


def test_nobody_else_may(cast: Cast) -> None:
    version, draft = cast.framework_version, make_framework(cast.provider, "Draft", status="draft")
    for person in (cast.pia, cast.amara, cast.bill, cast.sam, cast.root):
        who: dict[str, Any] = {"by": person, "now": NOW}
        with pytest.raises(NotAllowed):
            services.start_draft(framework=version.framework, source=version, **who)
        with pytest.raises(NotAllowed):
            services.new_framework(owner=cast.provider, about=ABOUT, facts=VersionFacts(), **who)
        with pytest.raises(NotAllowed):
            services.delete_draft(version=draft, **who)
        with pytest.raises(NotAllowed):
            services.change_facts(version=draft, about=ABOUT, facts=VersionFacts(), base_lock_version=1, **who)
    assert FrameworkVersion.objects.filter(status="draft").count() == 1


def test_a_framework_of_ones_own_begins_empty_with_the_usual_levels(cast: Cast) -> None:
    facts = VersionFacts(label="1", notes="First try")
    draft = services.new_framework(owner=cast.provider, about=ABOUT, facts=facts, by=cast.dee, now=NOW)
    assert (draft.framework.title, draft.framework.owner, draft.label, draft.number) == (
        *("Leading a nursery", cast.provider, "1"),
        1,
    )
    assert (draft.elements.count(), draft.scale.is_default, draft.status) == (0, True, "draft")


def test_facts_are_saved_and_a_stale_save_is_noticed(cast: Cast) -> None:
    draft = services.new_framework(owner=cast.provider, about=ABOUT, facts=VersionFacts(), by=cast.dee, now=NOW)
    about = dataclasses.replace(ABOUT, title="Leading a room", licence_title="OGL v3.0")
    facts = VersionFacts(label="2", status_start_date=TODAY, scale=draft.scale)
    given: dict[str, Any] = {"version": draft, "about": about, "facts": facts, "by": cast.dee, "now": NOW}
    FrameworkVersion.objects.filter(pk=draft.pk).update(content_digest="of a file")
    saved = services.change_facts(**given, base_lock_version=1)
    assert (saved.framework.title, saved.label, saved.status_start_date, saved.lock_version) == (
        *("Leading a room", "2", TODAY),
        2,
    )
    saved.refresh_from_db()
    assert saved.content_digest == "", "the file that it came from, imported again, is news"
    with pytest.raises(Stale):
        services.change_facts(**given, base_lock_version=1)
    upside_down = VersionFacts(status_start_date=TODAY, status_end_date=dt.date(2020, 1, 1), scale=draft.scale)
    with pytest.raises(Refused, match="cannot end before it begins"):
        services.change_facts(**{**given, "facts": upside_down}, base_lock_version=2)


def test_what_an_adopted_version_stands_under_stays_but_what_is_empty_is_filled(cast: Cast) -> None:
    draft = start(cast, cast.framework_version)
    framework = draft.framework
    about = FrameworkFacts(title=framework.title, creator=framework.creator, licence_title="OGL v3.0")
    given: dict[str, Any] = {"version": draft, "facts": VersionFacts(scale=draft.scale), "by": cast.dee, "now": NOW}
    services.change_facts(**given, about=about, base_lock_version=1)
    assert Framework.objects.get(pk=framework.pk).licence_title == "OGL v3.0"
    for name in ("title", "licence_title"):
        with pytest.raises(Refused, match="an adopted version stands under it"):
            services.change_facts(**given, about=dataclasses.replace(about, **{name: "Other"}), base_lock_version=2)
    assert Framework.objects.get(pk=framework.pk).title == cast.framework_version.framework.title


def test_a_locked_version_keeps_its_facts_and_a_described_scale_stays(cast: Cast) -> None:
    with pytest.raises(Refused, match="its text is locked"):
        services.change_facts(
            version=cast.framework_version,
            about=ABOUT,
            facts=VersionFacts(),
            base_lock_version=1,
            by=cast.dee,
            now=NOW,
        )
    draft = make_framework(cast.provider, "Draft", status="draft")
    LevelDescriptor.objects.create(element=draft.elements.all()[1], level=draft.scale.levels.all()[0], text="Not yet")
    about = FrameworkFacts(title="Draft", creator="Standards Board")
    with pytest.raises(Refused, match="so it stays"):
        services.change_facts(
            version=draft, about=about, facts=VersionFacts(scale=None), base_lock_version=1, by=cast.dee, now=NOW
        )


def test_a_deleted_draft_is_gone_with_its_framework_and_the_trail_stays(cast: Cast) -> None:
    only = make_framework(cast.provider, "Draft", status="draft")
    later = start(cast, cast.framework_version)
    for draft in (only, later):
        services.delete_draft(version=draft, by=cast.dee, now=NOW)
    assert not Framework.objects.filter(pk=only.framework_id).exists()
    assert list(cast.framework_version.framework.versions.all()) == [cast.framework_version]
    trail = apps.get_model("standards", "FrameworkVersionHistory").objects.filter(pgh_label="delete")
    assert {row.pgh_obj_id for row in trail} == {only.pk, later.pk}
    with pytest.raises(Refused, match="deleted already"):
        services.delete_draft(version=later, by=cast.dee, now=NOW)


def test_a_draft_in_use_and_a_locked_version_stay(cast: Cast) -> None:
    draft = make_framework(cast.provider, "Draft", status="draft")
    Mapping.objects.create(programme=cast.programme, element=draft.elements.all()[1], depth="develops")
    with pytest.raises(Refused, match="in use, so it cannot be deleted: 1 × mapping"):
        services.delete_draft(version=draft, by=cast.dee, now=NOW)
    assert draft.elements.exclude(parent=None).count() == 6
    with pytest.raises(Refused, match="adopted: its text is locked"):
        services.delete_draft(version=cast.framework_version, by=cast.dee, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_gets_the_draft_and_the_other_is_told() -> None:
    cast = Cast()
    barrier, outcomes = threading.Barrier(2), []

    def begin() -> None:
        barrier.wait()
        try:
            start(cast, cast.framework_version)
            outcomes.append("begun")
        except DraftOpen:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["begun", "told"]
    assert cast.framework_version.framework.versions.count() == 2
