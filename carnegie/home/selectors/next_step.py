"""The one thing that a learner does next, the dates ahead of her, and her thread in one line."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnegie.home.selectors.learner import Place
from diagnostics.enums import AttemptState, RoundKind
from programmes.enums import BookingStatus
from projects.enums import GoalState, ProjectState

SOON_DAYS = 14


class Order(IntEnum):
    """Which of several things comes first: an answer to somebody, then dates, then the way of the programme."""

    REWORK = 1
    CHECK_IN = 2
    CONTINUE = 3
    START_ROUND = 4
    CHOOSE = 5
    GOAL = 6
    DRAFT = 7
    PROPOSE = 8
    START_PROJECT = 9
    EVIDENCE = 10
    SUBMIT = 11
    NOTHING = 20


@dataclass(frozen=True)
class Step:
    """A thing to do: `url` empty when there is nothing to press. `code` names it for tests."""

    order: Order
    title: str
    text: str
    label: str = ""
    url: str = ""
    kicker: str = ""

    @property
    def code(self) -> str:
        return self.order.name.lower().replace("_", "-")


def next_step(places: Sequence[Place], now: dt.datetime, on: dt.date) -> Step:
    """The first in order of all that could be done now, in any cohort."""
    steps = [step for place in places for step in _steps(place, now, on)]
    return min(steps, key=lambda step: step.order) if steps else _nothing(places, now)


def _steps(place: Place, now: dt.datetime, on: dt.date) -> Iterator[Step]:
    for round_ in place.rounds:
        if round_.is_open(now, round_.last_day) and round_.state != AttemptState.SUBMITTED:
            yield _rate(round_)
    yield from (_check_in(goal) for goal in place.goals if _is_due(goal, on))
    if place.project and (made := _PROJECT_STEPS.get(place.project.state)):
        yield made(place)
    if following := _on_the_way(place):
        yield following


def _is_due(goal: Any, on: dt.date) -> bool:
    return goal.state == GoalState.ACTIVE and goal.next_check_in_date is not None and goal.next_check_in_date <= on


def _on_the_way(place: Place) -> Step | None:
    """Needs after a self-assessment, a goal after needs, a project after a goal."""
    submitted = next((one for one in place.rounds if one.state == AttemptState.SUBMITTED), None)
    if submitted is not None and not place.needs:
        return _choose(submitted)
    if place.needs and not place.goals:
        return _set_goal(place.needs[0])
    if place.goals and place.project is None:
        return _propose_one(place)
    if place.project and place.project.state == ProjectState.COMPLETED and (still_open := _open_needs(place)):
        return _set_next_goal(still_open, place.project)
    return None


def _open_needs(place: Place) -> list[Any]:
    """Needs that no goal has come from."""
    with_goal = {goal.need_id for goal in place.goals}
    return [need for need in place.needs if need.pk not in with_goal]


def _rate(round_: Any) -> Step:
    url = reverse("diagnostics:attempt-start", args=[round_.pk])
    closes = formats.date_format(round_.last_day)
    if round_.attempt:
        return Step(
            Order.CONTINUE,
            _("Go on with your self-assessment"),
            _("You have answered %(answered)s of %(asked)s. It is open until %(closes)s, and nothing you said is lost.")
            % {"answered": round_.answered or 0, "asked": round_.asked, "closes": closes},
            _("Go on"),
            url,
        )
    minutes = _("about %(minutes)s minutes") % {"minutes": round_.diagnostic_version.minutes}
    return Step(
        Order.START_ROUND,
        _("Say where you stand today"),
        _("A few statements about your work, for you to rate. It is open until %(closes)s, and you can stop and go on.")
        % {"closes": closes},
        _("Begin"),
        url,
        minutes,
    )


def _check_in(goal: Any) -> Step:
    set_on = formats.date_format(goal.last_look or goal.created_at, "j F")
    words = _("You looked back on %(day)s") if goal.last_look else _("You set this goal on %(day)s")
    text = _("%(when)s and planned to look again now. How is it going at work?") % {"when": words % {"day": set_on}}
    title = _("Check in on “%(goal)s”") % {"goal": goal.title}
    url = reverse("projects:check-in-new", args=[goal.pk])
    return Step(Order.CHECK_IN, title, text, _("Check in"), url, _("about 5 minutes"))


def _choose(round_: Any) -> Step:
    return Step(
        Order.CHOOSE,
        _("Choose what to work on"),
        _("Your profile is ready. Choose two to five things that matter most in your work now, and say why."),
        _("See your profile and choose"),
        reverse("diagnostics:attempt-profile", args=[round_.attempt]),
        _("about 10 minutes"),
    )


def _set_next_goal(needs: Sequence[Any], done: Any) -> Step:
    """After sign-off: the first of the needs that are still open."""
    text = ngettext(
        "“%(project)s” is signed off. One need that you chose has no goal yet.",
        "“%(project)s” is signed off. %(count)s needs that you chose have no goal yet.",
        len(needs),
    )
    return _set_goal(needs[0], text % {"project": done.title, "count": len(needs)})


def _set_goal(need: Any, text: str = "") -> Step:
    return Step(
        Order.GOAL,
        _("Turn “%(need)s” into a goal") % {"need": need.title},
        text or _("Say what will be different, how you will know, and by when."),
        _("Set a goal"),
        f"{reverse('projects:goal-new')}?need={need.pk}",
        _("about 10 minutes"),
    )


def _propose_one(place: Place) -> Step:
    return Step(
        Order.PROPOSE,
        _("Propose your work based project"),
        _("One change at work that serves your goal, with a benefit for you, your team and your organisation."),
        _("Begin a project"),
        reverse("projects:project-new"),
    )


def _at_project(place: Place) -> str:
    return reverse("projects:project-detail", args=[place.project.pk])


def _returned(place: Place) -> Step:
    project = place.project
    title = _("%(name)s has returned “%(project)s”") % {"name": _first(project.last_by), "project": project.title}
    return Step(Order.REWORK, title, project.last_reason or "", _("Open the project"), _at_project(place))


def _draft(place: Place) -> Step:
    return Step(
        Order.DRAFT,
        _("Finish and propose “%(project)s”") % {"project": place.project.title},
        _("Only you see the draft until you propose it."),
        _("Open the project"),
        _at_project(place),
    )


def _approved(place: Place) -> Step:
    title = _("Start “%(project)s”") % {"project": place.project.title}
    text = _("%(name)s has approved it. Press start when you begin at work.") % {
        "name": _first(place.project.approved_by)
    }
    return Step(Order.START_PROJECT, title, text, _("Open the project"), _at_project(place))


def _in_progress(place: Place) -> Step:
    project = place.project
    if not project.evidence_count:
        return Step(
            Order.EVIDENCE,
            _("Add a first piece of evidence"),
            _("A photograph, a page or a few lines that show what you have begun with “%(project)s”.")
            % {"project": project.title},
            _("Add evidence"),
            f"{reverse('projects:evidence-new')}?project={project.pk}",
        )
    title = _("Go on with “%(project)s”") % {"project": project.title}
    text = _("When the change can be seen at work, submit it for sign-off.")
    if project.next_milestone:
        due = formats.date_format(project.next_milestone_date)
        text = _("Next: %(milestone)s, by %(due)s.") % {"milestone": project.next_milestone, "due": due}
    return Step(Order.SUBMIT, title, text, _("Open the project"), _at_project(place))


_PROJECT_STEPS: dict[str, Callable[[Place], Step]] = {
    ProjectState.RETURNED: _returned,
    ProjectState.REWORK: _returned,
    ProjectState.DRAFT: _draft,
    ProjectState.APPROVED: _approved,
    ProjectState.IN_PROGRESS: _in_progress,
}


def _first(name: str | None) -> str:
    return (name or _("Somebody")).split(" ")[0]


def _nothing(places: Sequence[Place], now: dt.datetime) -> Step:
    """Nothing waits for her: say for what she waits, or what comes."""
    waiting = next((one.project for one in places if one.project and one.project.state in _WITH_OTHERS), None)
    if waiting is not None:
        text = _("“%(project)s” is with your facilitator. You get a mail when there is an answer.")
        return Step(Order.NOTHING, _("Nothing waits for you now"), text % {"project": waiting.title})
    coming = [one for place in places for one in place.rounds if one.opens_at > now]
    if coming:
        text = _("“%(round)s” opens on %(day)s.")
        words = {"round": coming[0].title, "day": formats.date_format(coming[0].opens_on)}
        return Step(Order.NOTHING, _("Nothing waits for you now"), text % words)
    for place in places:
        if place.project and place.project.state == ProjectState.COMPLETED and (thread := strip(place)):
            text = _("“%(project)s” is signed off. Its golden thread shows the way from what you said to what you did.")
            words = {"project": place.project.title}
            return Step(Order.NOTHING, _("Nothing waits for you now"), text % words, _("See the thread"), thread.url)
    text = _("When your facilitator opens a round, or a date comes near, it stands here.")
    return Step(Order.NOTHING, _("Nothing waits for you now"), text)


_WITH_OTHERS = (ProjectState.PROPOSED, ProjectState.SUBMITTED)


# ---- what is due ----


@dataclass(frozen=True)
class Due:
    """A date ahead: a day, or a moment for an event."""

    on: dt.date
    at: dt.datetime | None
    title: str
    note: str
    url: str
    is_late: bool


def coming_up(places: Sequence[Place], now: dt.datetime, on: dt.date) -> list[Due]:
    """Check-ins, goals, milestones, closing rounds and events, the nearest first."""
    found = [due for place in places for due in _dues(place, now, on)]
    return sorted(found, key=lambda due: (due.on, due.at is not None, due.title))[:6]


def _dues(place: Place, now: dt.datetime, on: dt.date) -> Iterator[Due]:
    for round_ in place.rounds:
        if round_.is_open(now, round_.last_day) and round_.state != AttemptState.SUBMITTED:
            url = reverse("diagnostics:attempt-start", args=[round_.pk])
            yield _due(round_.last_day, on, round_.title, _("self-assessment closes"), url)
    for goal in place.goals:
        if goal.state == GoalState.ACTIVE:
            url = reverse("projects:goal-detail", args=[goal.pk])
            if goal.next_check_in_date:
                yield _due(goal.next_check_in_date, on, goal.title, _("Look back at this goal"), url)
            yield _due(goal.due_date, on, goal.title, _("Goal reached by then"), url)
    project = place.project
    if project and project.next_milestone and project.state not in (ProjectState.COMPLETED, ProjectState.DRAFT):
        title, note = project.next_milestone, _("Milestone of “%(project)s”") % {"project": project.title}
        yield _due(project.next_milestone_date, on, title, note, _at_project(place))
    for event in place.events:
        note = " · ".join(filter(None, (_booked(event), str(event.get_strategy_display()).capitalize(), event.place)))
        url = reverse("programmes:event-detail", args=[event.pk])
        yield Due(timezone.localdate(event.starts_at), event.starts_at, event.title, note, url, False)


def _booked(event: Any) -> str:
    if event.booking is None:
        return ""
    return _("You have a place") if event.booking == BookingStatus.BOOKED else _("You are on the waiting list")


def _due(day: dt.date, on: dt.date, title: str, note: str, url: str) -> Due:
    return Due(day, None, title, note, url, day < on)


# ---- the thread in one line ----


@dataclass(frozen=True)
class Strip:
    """A need's thread so far: its element, where the whole stands, and its stations for `thread_strip`."""

    title: str
    code: str
    url: str
    stations: list[dict[str, str]]


def strip(place: Place) -> Strip | None:
    """The thread of the need that is furthest on; None before there is one."""
    if not place.needs:
        return None
    with_goal = {goal.need_id for goal in place.goals}
    need = next((one for one in place.needs if one.pk in with_goal), place.needs[0])
    return Strip(
        title=need.element_title,
        code=need.element_code,
        url=reverse("home:thread", args=[place.enrolment.pk, need.element]),
        stations=_stations(place, need),
    )


def _stations(place: Place, need: Any) -> list[dict[str, str]]:
    goal = next((one for one in place.goals if one.need_id == need.pk), None)
    project = place.project if goal else None
    is_signed_off = project is not None and project.state == ProjectState.COMPLETED
    again = [one for one in place.rounds if one.kind != RoundKind.BASELINE and one.state == AttemptState.SUBMITTED]
    said = [
        (_("Rated"), True, _("level %(rank)s") % {"rank": need.rank} if need.rank else ""),
        (_("Chose"), True, _day(need.created_at)),
        (_("Goal"), goal is not None, _day(goal.created_at) if goal else ""),
        (_("Project"), is_signed_off, str(project.get_state_display()) if project else ""),
        (_("Seen again"), bool(again), _day(max(one.submitted_at for one in again)) if again else ""),
        (_("Confirmed"), False, ""),
    ]
    here = next(index for index, (_title, is_done, _note) in enumerate(said) if not is_done)
    return [
        {
            "title": title,
            "state": "done" if is_done else "now" if index == here else "waiting",
            "note": note or ("" if index == here else _("not yet")),
        }
        for index, (title, is_done, note) in enumerate(said)
    ]


def _day(moment: dt.datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "j M")
