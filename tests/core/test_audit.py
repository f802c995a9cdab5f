"""The trail: which service wrote, on whose behalf, and that nobody can change it afterwards."""

import pytest
from django.db import DatabaseError, transaction

from carnegie.core.audit import made_by, write
from carnegie.people.models import Organisation, User
from tests.cast import person

pytestmark = pytest.mark.django_db


@write
def rename(*, organisation: Organisation, name: str, by: User) -> None:
    organisation.name = name
    organisation.save()


@write
def rename_twice(*, organisation: Organisation, by: User) -> None:
    rename(organisation=organisation, name="Second", by=by)
    organisation.name = "Third"
    organisation.save()


def test_the_trail_names_the_outermost_service_and_its_actor() -> None:
    organisation, actor = Organisation.objects.create(name="First"), person("Dee")
    rename_twice(organisation=organisation, by=actor)
    rows = organisation.history.filter(pgh_label="update").order_by("pgh_id")
    trail = [(row.name, row.pgh_context.metadata["service"], row.pgh_context.metadata["actor"]) for row in rows]
    assert trail == [("Second", "rename_twice", str(actor.pk)), ("Third", "rename_twice", str(actor.pk))]


@write
def found_organisation(*, name: str, by: User) -> Organisation:
    return Organisation.objects.create(name=name)


def test_the_trail_says_who_made_a_row_whoever_changed_it_later() -> None:
    dee, bill = person("Dee"), person("Bill")
    assert made_by(Organisation.objects.create(name="By hand")) is None
    organisation = found_organisation(name="First", by=dee)
    rename(organisation=organisation, name="Second", by=bill)
    assert made_by(organisation) == str(dee.pk)


def test_a_bulk_update_leaves_a_trace_too() -> None:
    organisation = Organisation.objects.create(name="First")
    Organisation.objects.filter(pk=organisation.pk).update(name="Second")
    assert [row.name for row in organisation.history.order_by("pgh_id")] == ["First", "Second"]


def test_the_trail_cannot_be_changed_or_deleted() -> None:
    organisation = Organisation.objects.create(name="First")
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        organisation.history.update(name="Never")
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        organisation.history.all().delete()


def test_a_failed_write_leaves_nothing_and_the_next_one_names_itself() -> None:
    organisation, actor = Organisation.objects.create(name="First"), person("Dee")
    with pytest.raises(DatabaseError):
        rename(organisation=organisation, name="x" * 300, by=actor)
    rename(organisation=organisation, name="Second", by=actor)
    row = organisation.history.get(pgh_label="update")
    assert (row.name, row.pgh_context.metadata["service"]) == ("Second", "rename")
