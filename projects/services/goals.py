"""Goals and their check-ins."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import Refused
from carnegie.people.models import User
from diagnostics.models import Need
from programmes.models import Enrolment
from projects.enums import GOAL_TRANSITIONS, GoalState
from projects.models import CheckIn, Goal, GoalElement, GoalTransition
from projects.services import checks
from standards.models import Element


@write
def set_goal(
    *,
    enrolment: Enrolment,
    need: Need | None,
    title: str,
    success_measure: str,
    due_date: dt.date,
    baseline: str = "",
    target: str = "",
    next_check_in_date: dt.date | None = None,
    strategies: Sequence[str] = (),
    why_strategies: str = "",
    elements: Iterable[Element] = (),
    by: User,
    now: dt.datetime,
) -> Goal:
    """The learner sets herself a goal, from a need of the same enrolment or free.

    Refuses (NotAllowed) anybody else, a foreign need, elements of another programme, and one who no longer takes part.
    """
    elements = list(elements)
    checks.is_own(enrolment, by)
    checks.takes_part(enrolment)
    if need is not None and need.enrolment_id != enrolment.pk:
        raise checks.Foreign(_("Choose one of your own needs."))
    checks.are_of_programme(enrolment, elements)
    goal = Goal.objects.create(
        enrolment=enrolment,
        need=need,
        title=title,
        success_measure=success_measure,
        baseline=baseline,
        target=target,
        due_date=due_date,
        next_check_in_date=next_check_in_date,
        strategies=list(strategies),
        why_strategies=why_strategies,
        created_at=now,
    )
    GoalTransition.objects.create(goal=goal, to_state=goal.state, at=now, by=by)
    _link_elements(goal, elements)
    return goal


@write
def change_goal(
    *,
    goal: Goal,
    base_version: int,
    title: str,
    success_measure: str,
    due_date: dt.date,
    baseline: str = "",
    target: str = "",
    next_check_in_date: dt.date | None = None,
    strategies: Sequence[str] = (),
    why_strategies: str = "",
    elements: Iterable[Element] = (),
    by: User,
    now: dt.datetime,
) -> Goal:
    """The learner rewords an active goal. Raises Stale when it was saved since version `base_version`."""
    elements = list(elements)
    locked = _lock(goal)
    checks.is_own(locked.enrolment, by)
    _is_active(locked)
    checks.is_fresh(locked, base_version)
    linked = list(locked.elements.values_list("element", flat=True))
    checks.are_of_programme(locked.enrolment, elements, linked)
    fields: dict[str, Any] = {
        "title": title,
        "success_measure": success_measure,
        "baseline": baseline,
        "target": target,
        "due_date": due_date,
        "next_check_in_date": next_check_in_date,
        "strategies": list(strategies),
        "why_strategies": why_strategies,
        "lock_version": locked.lock_version + 1,
    }
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    _link_elements(locked, elements)
    return locked


@write
def move_goal(*, goal: Goal, state: str, reason: str = "", by: User, now: dt.datetime) -> Goal:
    """The learner closes a goal (achieved, set aside) or takes it up again. Refuses what GOAL_TRANSITIONS does not
    list."""
    locked = _lock(goal)
    checks.is_own(locked.enrolment, by)
    if state not in GOAL_TRANSITIONS[locked.state]:
        raise Refused(_("The goal is “%(state)s”, so this is not possible.") % {"state": locked.get_state_display()})
    GoalTransition.objects.create(
        goal=locked, from_state=locked.state, to_state=state, at=now, by=by, reason=reason.strip()
    )
    locked.state = state
    locked.lock_version += 1
    locked.save(update_fields=["state", "lock_version"])
    return locked


@write
def check_in(
    *,
    goal: Goal,
    confidence: int,
    is_blocked: bool,
    note: str,
    next_check_in_date: dt.date | None,
    by: User,
    now: dt.datetime,
) -> CheckIn:
    """The learner looks back at an active goal: confidence 1 to 5, and when she looks back next (None: no date)."""
    locked = _lock(goal)
    checks.is_own(locked.enrolment, by)
    _is_active(locked)
    if confidence not in range(1, 6):
        raise Refused(_("Confidence goes from 1 to 5."))
    made = CheckIn.objects.create(
        goal=locked, at=now, confidence=confidence, is_blocked=is_blocked, note=note, created_at=now
    )
    locked.next_check_in_date = next_check_in_date
    locked.lock_version += 1
    locked.save(update_fields=["next_check_in_date", "lock_version"])
    return made


def _lock(goal: Goal) -> Goal:
    return Goal.objects.select_for_update(of=("self",)).select_related("enrolment").get(pk=goal.pk)


def _is_active(goal: Goal) -> None:
    if goal.state != GoalState.ACTIVE:
        raise Refused(_("This goal is closed. Take it up again first."))


def _link_elements(goal: Goal, elements: Iterable[Element]) -> None:
    wanted = {element.pk for element in elements}
    goal.elements.exclude(element__in=wanted).delete()
    linked = set(goal.elements.values_list("element", flat=True))
    GoalElement.objects.bulk_create(GoalElement(goal=goal, element_id=pk) for pk in wanted - linked)
