"""Asking others about a learner: opening a panel, inviting, reminding, removing, and closing it once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from diagnostics.enums import ATTRIBUTABLE, FEWEST_UNNAMED, MOST_RATERS, PANEL_CLOSED, RATER_ASKED
from diagnostics.models import RaterInvitation, RaterPanel, Round
from diagnostics.policies import may_ask_raters, owns
from diagnostics.services.rater_mails import MailsOfADay
from diagnostics.services.rater_report import write_report
from programmes.models import Enrolment

LONGEST_PANEL = dt.timedelta(days=92)
LINK_OUTLIVES = dt.timedelta(days=14)
"""So long after its end a link still says that the panel has ended; later it is as unknown as any other."""
CLOSED_IS_NEWS = dt.timedelta(days=14)


@dataclass(frozen=True)
class PersonAsked:
    """One person to ask."""

    name: str
    email: str
    relationship: str


@write
def open_panel(
    *, round: Round, enrolment: Enrolment, mode: str, closes_on: dt.date, by: User, now: dt.datetime
) -> RaterPanel:
    """Begin to ask others about one learner. Refused: a round that does not ask her or has not opened, a second panel
    in it, a last day that is past or more than three months away."""
    _require_asker(by, enrolment, now)
    if round.cohort_id != enrolment.cohort_id or round.enrolment_id not in (None, enrolment.pk):
        raise Refused(_("This round does not ask this learner."))
    if now < round.opens_at:
        raise Refused(_("This round opens on %(day)s.") % {"day": formats.date_format(round.opens_on)})
    panel = RaterPanel(
        round=round,
        enrolment=enrolment,
        mode=mode,
        minimum=max(settings.RATER_MINIMUM, FEWEST_UNNAMED),
        closes_on=closes_on,
        opened_by=by,
    )
    _require_day(panel, now)
    try:
        with transaction.atomic():
            panel.save()
    except IntegrityError:
        raise Refused(_("Others are already asked about this learner in this round.")) from None
    return panel


@write
def invite_raters(
    *, panel: RaterPanel, people: Sequence[PersonAsked], by: User, now: dt.datetime
) -> list[RaterInvitation]:
    """Ask these people, all or nobody; each gets a mail with a link of her own. Refused: the learner herself, an
    address twice, more than thirty, a panel that has ended, and more mails or addresses a day than `MailsOfADay`
    has room for."""
    locked = _held(panel, by, now)
    emails = [person.email.lower() for person in people]
    _require_new(locked, emails)
    mails = MailsOfADay(locked.enrolment.learner_id, now)
    mails.require_room(emails)
    invitations = [_invitation(locked, person, by) for person in people]
    RaterInvitation.objects.bulk_create(invitations)
    for invitation in invitations:
        _plan(locked, invitation, mails)
    return invitations


@write
def change_last_day(*, panel: RaterPanel, closes_on: dt.date, base: dt.date, by: User, now: dt.datetime) -> RaterPanel:
    """Give raters more time, or less; links that were mailed hold until the new day. Refused: a panel that has ended, a
    last day that is past, more than three months away or the one in force. Stale: `base`, the day that was shown, is no
    longer in force."""
    locked = _held(panel, by, now)
    until = {"day": formats.date_format(locked.closes_on)}
    if locked.closes_on != base:
        raise Stale(_("Somebody has changed the last day to %(day)s meanwhile.") % until)
    if closes_on == base:
        raise Refused(_("%(day)s is the last day already.") % until)
    locked.closes_on = closes_on
    _require_day(locked, now)
    locked.save(update_fields=["closes_on"])
    locked.invitations.update(expires_at=locked.closes_at + LINK_OUTLIVES)
    return locked


@write
def ask_again(*, invitation: RaterInvitation, by: User, now: dt.datetime) -> None:
    """Send one rater her link again, unless she has answered by the time the mail goes out: whether she has is not
    said here. The link stays the same, so that a page which she has open keeps working. Refused: twice within a day
    already, a panel that has ended, who was removed meanwhile."""
    locked = _held(invitation.panel, by, now)
    if not _ask(locked, [_still_asked(invitation)], now):
        raise Refused(_("This person was written to twice within a day, or too many people were. Try again tomorrow."))


@write
def remind_raters(*, panel: RaterPanel, by: User, now: dt.datetime) -> None:
    """Write again to everybody who has not answered by then. Refused: a panel that has ended, nobody asked, and when
    all were written to twice within a day."""
    locked = _held(panel, by, now)
    if not _ask(locked, list(locked.invitations.all()), now):
        raise Refused(_("Everybody was written to twice within a day, or nobody is asked yet."))


@write
def count_answers(*, panel: RaterPanel, by: User, now: dt.datetime) -> None:
    """Have told how many of each unnamed group have answered by now. Whoever is asked by now stays on the list for
    good: taking her off afterwards would show whether she is one of them. Refused to anybody but the learner, and once
    the panel has ended."""
    if not owns(by, panel.enrolment):
        raise NotAllowed(_("Only the learner has the answers counted: nobody can be taken off the list afterwards."))
    locked = _held(panel, by, now)
    if locked.is_anonymous:
        locked.invitations.exclude(relationship__in=ATTRIBUTABLE).update(counted_at=now)


@write
def remove_invitation(*, invitation: RaterInvitation, by: User, now: dt.datetime) -> None:
    """Take a person off the panel, with all she has answered. Refused to anybody but the learner, once it was told how
    many of her group have answered, and once the panel has ended: what is shown then no longer changes."""
    if not owns(by, invitation.panel.enrolment):
        raise NotAllowed(_("Only the learner herself takes somebody off her list."))
    _held(invitation.panel, by, now)
    kept = _still_asked(invitation)
    if kept.counted_at is not None:
        raise Refused(_("You had the answers counted with this person among them, so nobody of them can be removed."))
    kept.delete()


@write
def close_panel(*, panel: RaterPanel, by: User, now: dt.datetime) -> RaterPanel:
    """End it for good before its last day, and work out what is shown. Refused when it has ended already."""
    locked = _held(panel, by, now)
    _close(locked, now, by)
    return locked


def close_ended_panels(*, now: dt.datetime) -> int:
    """Close every panel whose last day is over; returns how many. Run twice, or two at once, it closes each once."""
    about = RaterPanel.objects.filter(closed_at__isnull=True, closes_on__lte=now.date()).select_related("round")
    ended = [panel.pk for panel in about if not panel.is_open(now)]
    return sum(_close_ended(pk=pk, by=None, now=now) for pk in ended)


@write
def _close_ended(*, pk: UUID, by: None, now: dt.datetime) -> int:
    free = RaterPanel.objects.select_for_update(of=("self",), skip_locked=True).select_related("round")
    panel = free.filter(pk=pk, closed_at__isnull=True).first()
    if panel is None or panel.is_open(now):
        return 0
    _close(panel, now, by)
    return 1


def _close(panel: RaterPanel, now: dt.datetime, by: User | None) -> None:
    """Work out the report, and tell the learner and who opened the panel for her, but not who has just closed it."""
    panel.closed_at = now
    panel.save(update_fields=["closed_at"])
    write_report(panel)
    people = {panel.enrolment.learner, panel.opened_by} - {by} if panel.invitations.exists() else set()
    for person in people:
        plan_reminder(
            kind=PANEL_CLOSED,
            recipient=person,
            subject_id=panel.pk,
            occurrence="closed",
            due_at=now,
            expires_at=now + CLOSED_IS_NEWS,
            now=now,
        )


def _still_asked(invitation: RaterInvitation) -> RaterInvitation:
    found = RaterInvitation.objects.filter(pk=invitation.pk).first()
    if found is None:
        raise Refused(_("This person is no longer asked."))
    return found


def _held(panel: RaterPanel, by: User, now: dt.datetime) -> RaterPanel:
    """The panel, open and locked: everything that changes one goes through its row, one after the other."""
    locked = RaterPanel.objects.select_for_update(of=("self",)).select_related("round", "enrolment").get(pk=panel.pk)
    _require_asker(by, locked.enrolment, now)
    if not locked.is_open(now):
        raise Refused(_("This panel has ended: it no longer changes."))
    return locked


def _invitation(panel: RaterPanel, person: PersonAsked, by: User) -> RaterInvitation:
    invitation = RaterInvitation(
        panel=panel,
        relationship=person.relationship,
        name=" ".join(person.name.split()),
        email=person.email.lower(),
        expires_at=panel.closes_at + LINK_OUTLIVES,
        invited_by=by,
    )
    invitation.token_hash = RaterInvitation.hash_of(invitation.token)
    return invitation


def _ask(panel: RaterPanel, invitations: Sequence[RaterInvitation], now: dt.datetime) -> int:
    """Owe another mail to each who may be sent one today; how many that are. Those who have answered are counted like
    the others, and left out when it is sent."""
    found, mails = 0, MailsOfADay(panel.enrolment.learner_id, now)
    for invitation in invitations:
        if not mails.may_write(invitation.email):
            continue
        invitation.times_asked += 1
        invitation.token_hash = RaterInvitation.hash_of(invitation.token)
        invitation.save(update_fields=["times_asked", "token_hash"])
        _plan(panel, invitation, mails)
        found += 1
    return found


def _plan(panel: RaterPanel, invitation: RaterInvitation, mails: MailsOfADay) -> None:
    mails.write(invitation.email)
    plan_reminder(
        kind=RATER_ASKED,
        recipient=None,
        subject_id=invitation.pk,
        occurrence=f"asked-{invitation.times_asked}",
        due_at=mails.now,
        expires_at=panel.closes_at,
        now=mails.now,
    )


def _require_asker(by: User, enrolment: Enrolment, now: dt.datetime) -> None:
    if not may_ask_raters(by, enrolment, timezone.localdate(now)):
        raise NotAllowed(_("Only the learner or a facilitator of her cohort asks others about her."))


def _require_day(panel: RaterPanel, now: dt.datetime) -> None:
    if panel.closes_at <= now:
        raise Refused(_("The last day is over already: choose a later one."))
    if panel.closes_at > now + LONGEST_PANEL:
        raise Refused(_("Choose a last day within the next three months."))


def _require_new(panel: RaterPanel, emails: Sequence[str]) -> None:
    known = set(panel.invitations.values_list("email", flat=True))
    if panel.enrolment.learner.email.lower() in emails:
        raise Refused(_("The learner answers for herself in her self-assessment: leave her own address out."))
    if len(set(emails)) < len(emails) or known & set(emails):
        raise Refused(_("The same address is there twice, or this person is already asked."))
    if len(known) + len(emails) > MOST_RATERS:
        raise Refused(_("At most %(count)d people can be asked.") % {"count": MOST_RATERS})
