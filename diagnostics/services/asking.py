"""Rounds: asking a cohort, and giving it more time."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from diagnostics.enums import ROUND_OPENS
from diagnostics.models import DiagnosticVersion, Round, TargetProfile
from diagnostics.policies import may_lead
from diagnostics.selectors import asked
from programmes.models import Cohort, Enrolment


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
def extend_round(*, round: Round, closes_on: dt.date, by: User, now: dt.datetime) -> Round:
    """Give more time, also after it has closed. Refused: a day that is not later, or is past."""
    _require_leader(by, round.cohort, now)
    locked = Round.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=round.pk)
    if closes_on <= locked.closes_on:
        raise Refused(_("A round can only be extended: choose a later day."))
    locked.closes_on = closes_on
    _require_days(locked, now)
    locked.save(update_fields=["closes_on"])
    return locked


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
    if enrolment is not None and enrolment.cohort_id != cohort.pk:
        raise Refused(_("This learner is not in this cohort."))


def _require_days(round_: Round, now: dt.datetime) -> None:
    if round_.closes_on < round_.opens_on:
        raise Refused(_("The round closes before it opens."))
    if round_.closes_at <= now:
        raise Refused(_("The round would be closed already: choose a later last day."))
