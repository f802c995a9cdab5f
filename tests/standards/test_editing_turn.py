"""One editor at a time, for five minutes from her last act; and what is gone is said to be gone."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection, transaction

from carnegie.core.errors import NotAllowed, Refused
from standards import services
from standards.models import EditingTurn, Element, FrameworkVersion
from tests.cast import NOW, Cast, make_framework
from tests.standards.drafting import add, at, change, delete, nudge, outline, second_admin


@pytest.fixture
def draft(cast: Cast) -> FrameworkVersion:
    """D1 (D1.1 to D1.3), D2 (D2.1 to D2.3)."""
    return make_framework(cast.provider, "Draft", status="draft")


@pytest.mark.parametrize("name", ["pia", "bill", "amara", "root"])
def test_only_admins_of_the_owner_change_a_draft(cast: Cast, draft: FrameworkVersion, name: str) -> None:
    with pytest.raises(NotAllowed):
        services.nudge_element(element=at(draft, "D2"), direction="up", by=getattr(cast, name), now=NOW)


def test_nobody_changes_an_adopted_text(cast: Cast) -> None:
    with pytest.raises(Refused, match="adopted and locked"):
        add(cast, cast.framework_version, "x")
    assert EditingTurn.objects.count() == 0


def test_one_person_at_a_time(cast: Cast, draft: FrameworkVersion) -> None:
    olga = second_admin(cast)
    services.take_turn(version=draft, by=cast.dee, now=NOW)
    message = "Dee Example is editing now, since 10:00. Nothing was saved."
    for act in (
        lambda now: services.take_turn(version=draft, by=olga, now=now),
        lambda now: services.nudge_element(element=at(draft, "D2"), direction="up", by=olga, now=now),
    ):
        with pytest.raises(services.Occupied, match=message):
            act(NOW + dt.timedelta(minutes=4, seconds=59))
    turn = services.take_turn(version=draft, by=olga, now=NOW + dt.timedelta(minutes=5))
    assert (turn.editor, turn.since) == (olga, NOW + dt.timedelta(minutes=5))
    with pytest.raises(services.Occupied, match="Olga Example"):
        nudge(cast, draft, "D2", "up")


def test_each_act_keeps_the_turn_and_done_ends_it(cast: Cast, draft: FrameworkVersion) -> None:
    olga = second_admin(cast)
    for minutes in (0, 4, 8):
        turn = services.take_turn(version=draft, by=cast.dee, now=NOW + dt.timedelta(minutes=minutes))
    assert (turn.since, turn.until) == (NOW, NOW + dt.timedelta(minutes=13))
    then = NOW + dt.timedelta(minutes=9)
    services.end_turn(version=draft, by=olga, now=then)
    assert EditingTurn.objects.get(version=draft).until == turn.until
    services.end_turn(version=draft, by=cast.dee, now=then)
    assert services.take_turn(version=draft, by=olga, now=then).editor == olga


def test_a_deleted_draft_or_element_is_said_to_be_gone(cast: Cast, draft: FrameworkVersion) -> None:
    element = at(draft, "D1.1")
    delete(cast, draft, "D1.1")
    with pytest.raises(Refused, match=r"deleted “Draft standard 1\.1” meanwhile"):
        change(cast, element, full_statement="x")
    absent = FrameworkVersion(pk=uuid.uuid4(), framework=draft.framework)
    with pytest.raises(Refused, match="deleted this draft"):
        services.nudge_element(element=Element(version=absent), direction="up", by=cast.dee, now=NOW)


def test_an_element_needs_a_statement(cast: Cast, draft: FrameworkVersion) -> None:
    with pytest.raises(Refused, match="needs a statement"):
        change(cast, at(draft, "D1.1"), full_statement="  ")
    with pytest.raises(Refused, match="needs a statement"):
        services.add_element(version=draft, parent=None, after=None, full_statement="", by=cast.dee, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_acts_of_one_person_come_one_after_the_other() -> None:
    """In two tabs the turn is hers in both: the row lock keeps the tree whole."""
    cast = Cast()
    draft = make_framework(cast.provider, "Draft", status="draft")
    services.take_turn(version=draft, by=cast.dee, now=NOW)

    def act() -> None:
        try:
            add(cast, draft, "second")
        finally:
            connection.close()

    other = threading.Thread(target=act)
    with transaction.atomic():
        add(cast, draft, "first")
        other.start()
        other.join(0.5)
    other.join()
    assert outline(draft)[:3] == ["second", "first", "D1"]
