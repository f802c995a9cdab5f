"""Two people who save at the same moment: what one of them did not touch stays as the other left it."""

import datetime as dt

import pytest

from carnegie.core.errors import Refused
from programmes import services
from programmes.enums import EnrolmentStatus
from programmes.models import Enrolment, LearningEvent, Module
from tests.cast import NOW, Cast


def test_a_role_at_work_does_not_undo_a_withdrawal(cast: Cast) -> None:
    seen = Enrolment.objects.get(pk=cast.ben_enrolment.pk)
    services.withdraw_enrolment(enrolment=cast.ben_enrolment, reason="", by=cast.dee, now=NOW)
    services.change_enrolment(enrolment=seen, job_title="Head", by=cast.dee, now=NOW)
    assert Enrolment.objects.filter(pk=seen.pk).values_list("status", "job_title").get() == (
        EnrolmentStatus.WITHDRAWN,
        "Head",
    )


def test_a_new_title_does_not_move_a_module_back(cast: Cast) -> None:
    seen = Module.objects.get(pk=cast.modules[0].pk)
    services.move_module(module=cast.modules[0], earlier=False, by=cast.dee, now=NOW)
    services.change_module(module=seen, title="Renamed", summary="", by=cast.dee, now=NOW)
    assert list(Module.objects.values_list("title", "position")) == [("Leading teams", 1), ("Renamed", 2)]


def test_what_was_deleted_meanwhile_does_not_come_back(cast: Cast) -> None:
    fields = {"module": None, "title": "Later", "strategy": "workshop", "mode": "online", "hours": 1, "place": ""}
    times = {"starts_at": NOW, "ends_at": NOW + dt.timedelta(hours=1), "capacity": None}
    seen = LearningEvent.objects.get(pk=cast.event.pk)
    services.delete_event(event=cast.event, by=cast.dee, now=NOW)
    with pytest.raises(Refused, match="Somebody has deleted “Later” meanwhile"):
        services.change_event(event=seen, by=cast.dee, now=NOW, **fields, **times)
    assert LearningEvent.objects.count() == 0


def test_what_was_deleted_meanwhile_is_not_moved(cast: Cast) -> None:
    seen = Module.objects.create(programme=cast.programme, title="Empty", position=3)
    Module.objects.filter(pk=seen.pk).delete()
    with pytest.raises(Refused, match="Somebody has deleted “Empty” meanwhile"):
        services.move_module(module=seen, earlier=True, by=cast.dee, now=NOW)
