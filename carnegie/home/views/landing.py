"""The page a person lands on: a part for each of her relations."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.home.selectors import board, learner, next_step, others, programme_admin
from carnegie.home.selectors.standing import Standing, standing_of
from carnegie.notifications.selectors import mails_are_filed
from carnegie.people.models import User
from diagnostics.selectors import shown_to
from programmes.enums import SupporterKind
from programmes.models import Enrolment
from projects.selectors import claims_to_decide, queue, waiting

QUEUE_SHOWN = 5
BOARD_SHOWN = 40


@access("inbox", GET="view")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by what she is; with several relations all the parts, one beneath the other."""
    assert isinstance(request.user, User)
    now, on = clock.now(), clock.today()
    who = standing_of(request)
    context = {
        "standing": who,
        "greeting": greeting(request.user, now),
        "shown": shown_to(request.user, on) if who.may_be_shown else None,
        **parts(request.user, who, now, on),
    }
    return render(request, "home/home.html", context)


def greeting(user: User, now: dt.datetime) -> str:
    """By the hour where she is."""
    hour = timezone.localtime(now).hour
    words = _("Good morning, %s") if hour < 12 else _("Good afternoon, %s") if hour < 18 else _("Good evening, %s")
    return words % user.short_name


def parts(user: User, who: Standing, now: dt.datetime, on: dt.date) -> dict[str, Any]:
    """The rows of each part that her relations open."""
    found: dict[str, Any] = {}
    if who.is_learner:
        found |= _learner(user, now, on)
    if who.is_facilitator:
        found |= _facilitator(user, now, on)
    if who.is_coach:
        coached = Enrolment.objects.as_supporter(user, on, SupporterKind.COACH, SupporterKind.MENTOR)
        found["coached"] = board.board(coached, now, on)
    if who.is_programme_admin:
        found["admin"] = programme_admin.admin_home(user, on)
    if who.is_workplace:
        found["workplace"] = others.workplace_projects(user, on)
    if who.is_sponsor:
        found["sponsored"] = others.sponsored(user, on)
    if who.is_system_admin:
        found |= {"reminders": others.reminder_counts(now), "mails_are_filed": mails_are_filed()}
    return found


def _learner(user: User, now: dt.datetime, on: dt.date) -> dict[str, Any]:
    places = learner.places(user, now, on)
    return {
        "places": places,
        "step": next_step.next_step(places, now, on),
        "dues": next_step.coming_up(places, now, on),
        "strips": [strip for place in places if (strip := next_step.strip(place))],
    }


def _facilitator(user: User, now: dt.datetime, on: dt.date) -> dict[str, Any]:
    in_queue = queue(user, on)
    rows = board.board(Enrolment.objects.as_facilitator(user, on), now, on)
    return {
        "waiting": waiting(in_queue[:QUEUE_SHOWN], now),
        "waiting_count": in_queue.count(),
        "claims_to_decide": claims_to_decide(user, on).count(),
        "board": rows[:BOARD_SHOWN],
        "board_rest": max(0, len(rows) - BOARD_SHOWN),
        "has_several_cohorts": len({row.cohort for row in rows}) > 1,
        "led_cohorts": sorted({(row.cohort, row.cohort_pk) for row in rows}),
    }
