"""Rounds: asking a cohort, giving it more time, and reminding who has not answered."""

import datetime as dt
from collections.abc import Collection

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from diagnostics.enums import ROUND_NUDGE, ROUND_OPENS
from diagnostics.models import DiagnosticVersion, Round, TargetProfile
from diagnostics.policies import may_lead
from diagnostics.selectors import asked, nudge_key, to_remind, waiting_for
from programmes.models import Cohort, Enrolment


class WrongDay(Refused):
    """A round cannot end on this day."""


@write
def open_round(
    *,
    cohort: Cohort,
    diagnostic_version: DiagnosticVersion,
    target_profile: TargetProfile | None,
    kind: str,
    title: str,
    opens_on: dt.date,
    closes_on: dt.date,
    enrolment: Enrolment | None = None,
    by: User,
    now: dt.datetime,
) -> Round:
    """Ask a cohort, or one learner of it, between two days of the cohort's time zone; each is told when it opens.

    Refused: a draft, a diagnostic of another programme, targets of another diagnostic, a learner of another
    cohort, an end before the start or in the past.
    """
    _require_leader(by, cohort, now)
    _require_fits(cohort, diagnostic_version, target_profile, enrolment)
    round_ = Round(
        cohort=cohort,
        enrolment=enrolment,
        diagnostic_version=diagnostic_version,
        target_profile=target_profile,
        kind=kind,
        title=title.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        time_zone=cohort.time_zone,
        opened_by=by,
    )
    _require_days(round_, now)
    round_.save()
    _plan_reminders(round_, now)
    return round_


@write
def extend_round(
    *, round: Round, closes_on: dt.date, enrolments: Collection[Enrolment] = (), by: User, now: dt.datetime
) -> Round:
    """Give everybody more time, or only those `enrolments`; also after it has closed, which opens it again.

    Nothing that was given is changed or lost. Refused: a day that is not later than the one in force for each of
    them, a day that is past, and learners whom the round does not ask.
    """
    _require_leader(by, round.cohort, now)
    locked = _lock(round)
    _require_not_over(locked, closes_on, now)
    if not enrolments:
        _require_later(closes_on, locked.closes_on)
        locked.extensions.create(closed_on=locked.closes_on, closes_on=closes_on, at=now, by=by)
        locked.closes_on = closes_on
        locked.save(update_fields=["closes_on"])
        return locked
    for enrolment in _asked_of(locked, enrolments):
        until = locked.last_day_for(enrolment.pk)
        _require_later(closes_on, until, enrolment.learner.full_name)
        locked.extensions.create(enrolment=enrolment, closed_on=until, closes_on=closes_on, at=now, by=by)
    return locked


@write
def remind(*, round: Round, enrolments: Collection[Enrolment] = (), by: User, now: dt.datetime) -> list[Enrolment]:
    """Owe a mail to those `enrolments`, or to everybody, who have not submitted and still may; returns to whom.

    At most one a day of the round and learner: the key of the mail is the day, and who asked. Refused: a round that
    is not open to any of them, and learners whom the round does not ask.
    """
    _require_leader(by, round.cohort, now)
    locked = _lock(round)
    wanted = {one.pk for one in _asked_of(locked, enrolments)}
    if not any(one.pk in wanted or not wanted for one in waiting_for(locked, now)):
        raise Refused(_("Nobody who could still answer is missing."))
    missing = [one for one in to_remind(locked, now) if one.pk in wanted or not wanted]
    for enrolment in missing:
        plan_reminder(
            kind=ROUND_NUDGE,
            recipient=enrolment.learner,
            subject_id=locked.pk,
            occurrence=nudge_key(locked, by, now),
            due_at=now,
            expires_at=locked.end_of(enrolment.last_day),
            now=now,
        )
    return missing


def _lock(round_: Round) -> Round:
    """The row as it is now, held until the transaction ends; attempts may begin meanwhile."""
    rows = Round.objects.select_for_update(of=("self",), no_key=True).select_related("cohort__programme")
    return rows.get(pk=round_.pk)


def _asked_of(round_: Round, enrolments: Collection[Enrolment]) -> list[Enrolment]:
    wanted = {one.pk for one in enrolments}
    found = list(asked(round_).filter(pk__in=wanted).order_by("pk"))
    if len(found) < len(wanted):
        raise Refused(_("Choose learners whom this round asks."))
    return found


def _require_later(day: dt.date, until: dt.date, name: str = "") -> None:
    if day > until:
        return
    said = {"day": formats.date_format(until), "name": name}
    if name:
        raise WrongDay(_("%(name)s may answer until the end of %(day)s already: choose a later day.") % said)
    raise WrongDay(_("The round is open until the end of %(day)s already: choose a later day.") % said)


def _require_not_over(round_: Round, day: dt.date, now: dt.datetime) -> None:
    if round_.end_of(day) <= now:
        raise WrongDay(_("The round would be closed already: choose a later last day."))


def _plan_reminders(round_: Round, now: dt.datetime) -> None:
    for enrolment in asked(round_):
        plan_reminder(
            kind=ROUND_OPENS,
            recipient=enrolment.learner,
            subject_id=round_.pk,
            occurrence="opens",
            due_at=max(round_.opens_at, now),
            expires_at=round_.closes_at,
            now=now,
        )


def _require_leader(by: User, cohort: Cohort, now: dt.datetime) -> None:
    if not may_lead(by, cohort, timezone.localdate(now)):
        raise NotAllowed(_("Only a facilitator of this cohort or a programme admin may do this."))


def _require_fits(
    cohort: Cohort, version: DiagnosticVersion, profile: TargetProfile | None, enrolment: Enrolment | None
) -> None:
    if not version.is_published:
        raise Refused(_("Publish this diagnostic first: a round asks something that no longer changes."))
    if version.diagnostic.programme_id != cohort.programme_id:
        raise Refused(_("This diagnostic belongs to another programme than the cohort."))
    if profile is not None and profile.diagnostic_version_id != version.pk:
        raise Refused(_("These targets belong to another diagnostic."))
    if profile is not None and not TargetProfile.objects.keep_for_now(profile.pk):
        raise Refused(_("These targets have been deleted meanwhile: choose others."))
    if enrolment is not None and enrolment.cohort_id != cohort.pk:
        raise Refused(_("This learner is not in this cohort."))


def _require_days(round_: Round, now: dt.datetime) -> None:
    if round_.closes_on < round_.opens_on:
        raise WrongDay(_("The round closes before it opens."))
    _require_not_over(round_, round_.closes_on, now)
