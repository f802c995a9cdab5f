"""No mail holds what a learner wrote: every kind is written out for people whose every text is a canary."""

import datetime as dt
import uuid

import pytest
from django.db.models import CharField, Model, TextField

from carnegie.notifications import registry
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import plan_reminder
from carnegie.notifications.services.mail import compose
from diagnostics import services as diagnostics
from diagnostics.models import ContextAnswer, ContextQuestion
from programmes.models import Booking, CohortRole, Supporter
from projects.enums import ProjectState
from projects.models import CheckIn, Claim, ClaimTransition, Goal, Project, ProjectTransition
from tests.cast import NOW, TODAY, make_attempt, make_need
from tests.diagnostics.rating_play import ask, open_panel

# Who is owed a mail of each kind, about what.
OWED = {
    "programmes.invitation": lambda play: [
        (play.cast.amara, play.cast.amara_enrolment.pk, "invited"),
        *[
            (user, Supporter.objects.get(user=user).pk, "invited")
            for user in (play.cast.cora, play.cast.carl, play.cast.lena)
        ],
        (play.cast.bill, CohortRole.objects.get(user=play.cast.bill).pk, "invited"),
    ],
    "programmes.place_free": lambda play: [(play.cast.amara, play.booking.pk, "1")],
    "programmes.place_cancelled": lambda play: [(play.cast.amara, play.cancelled.pk, "1")],
    "programmes.place_moved": lambda play: [(play.cast.amara, play.booking.pk, f"{play.cast.event.times} now")],
    "diagnostics.round_opens": lambda play: [(play.cast.amara, play.cast.round.pk, "opens")],
    "diagnostics.rater_asked": lambda play: [(None, play.rater.pk, "asked-1")],
    "diagnostics.panel_closed": lambda play: [
        (person, play.rater.panel_id, "closed") for person in (play.cast.amara, play.cast.bill)
    ],
    "diagnostics.round_nudge": lambda play: [
        (play.cast.amara, play.cast.round.pk, f"{TODAY.isoformat()} {play.cast.bill.pk}")
    ],
    "projects.project_waiting": lambda play: [(play.cast.bill, play.project.pk, str(play.step.pk))],
    "projects.project_returned": lambda play: [(play.cast.amara, play.project.pk, str(play.step.pk))],
    "projects.project_approved": lambda play: [(play.cast.amara, play.project.pk, str(play.step.pk))],
    "projects.project_signed_off": lambda play: [(play.cast.amara, play.project.pk, str(play.step.pk))],
    "projects.claim_waiting": lambda play: [(play.cast.bill, play.claim.pk, str(play.claimed.pk))],
    "projects.claim_decided": lambda play: [(play.cast.amara, play.claim.pk, str(play.claimed.pk))],
    "projects.check_in_due": lambda play: [(play.cast.amara, play.goal.pk, TODAY.isoformat())],
}


class Play:
    """Amara has written canaries wherever she can write."""

    def __init__(self, cast):
        self.cast = cast
        enrolment = cast.amara_enrolment
        type(enrolment).objects.filter(pk=enrolment.pk).update(job_title="canary-job")
        attempt = make_attempt(cast.round, enrolment, ranks=[1, 2, 3])
        question = ContextQuestion.objects.create(version=cast.diagnostic_version, position=0, wording="Where?")
        ContextAnswer.objects.create(attempt=attempt, question=question, text="canary-work", saved_at=NOW)
        need = make_need(attempt)
        due = {"due_date": TODAY, "next_check_in_date": TODAY, "strategies": []}
        self.goal = Goal.objects.create(**{**canaries(Goal), **due, "enrolment": enrolment, "need": need})
        CheckIn.objects.create(**{**canaries(CheckIn), "goal": self.goal, "at": NOW, "confidence": 2})
        self.rater, other = ask(cast, open_panel(cast), "Kim", "Canary-Other")
        said = diagnostics.Said(cast.diagnostic_version.items.all()[0].pk, 2, False, "canary-comment", 0)
        diagnostics.save_ratings(invitation=other, said=[said], now=NOW)
        asked = {"event": cast.event, "enrolment": enrolment}
        self.booking = Booking.objects.create(turn=1, status="booked", booked_at=NOW, **asked)
        who = {"cancelled_at": NOW, "cancelled_by": cast.bill}
        self.cancelled = Booking.objects.create(turn=2, status="cancelled", **who, **asked)
        states = {"state": ProjectState.PROPOSED, "state_since": NOW}
        self.project = Project.objects.create(**{**canaries(Project), **states, "enrolment": enrolment})
        step = {"from_state": "draft", "to_state": "proposed", "action": "propose", "at": NOW, "by": cast.bill}
        item = cast.diagnostic_version.items.first()
        self.claim = Claim.objects.create(**{**canaries(Claim), "enrolment": enrolment, "item": item})
        moved = {"from_state": "", "to_state": "claimed", "at": NOW, "by": cast.bill}
        self.claimed = ClaimTransition.objects.create(**{**canaries(ClaimTransition), **moved, "claim": self.claim})
        self.step = ProjectTransition.objects.create(**{**canaries(ProjectTransition), **step, "project": self.project})


def canaries(model: type[Model]) -> dict[str, str]:
    """A canary for every free text of the model."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
    return {field.name: f"canary-{field.name}" for field in fields if not field.choices}


@pytest.fixture
def mails(cast):
    """Every mail of every kind, as sent, and the rows that owe them."""
    play = Play(cast)
    found = {}
    for code, kind in registry.KINDS.items():
        for recipient, subject_id, occurrence in OWED[code](play):
            row = plan_reminder(
                kind=code,
                recipient=recipient,
                subject_id=subject_id,
                occurrence=occurrence,
                due_at=NOW,
                expires_at=NOW + dt.timedelta(days=1),
                now=NOW,
            )
            found[row] = compose(row, kind, registry.addressee(row, kind))
    return found


def test_every_kind_is_tried_here():
    assert sorted(set(registry.KINDS) - set(OWED)) == []
    assert registry.KINDS


def test_the_canaries_would_be_seen(cast):
    play = Play(cast)
    written = [value for row in (play.goal, play.project, play.step, play.claim) for value in vars(row).values()]
    assert len([value for value in written if str(value).startswith("canary-")]) == 17


def test_no_mail_holds_what_a_learner_wrote(mails):
    for mail in mails.values():
        whole = [mail.subject, mail.body, *map(str, mail.message().values())]
        assert [part for part in whole if "canary" in part] == []


def test_every_mail_greets_leads_somewhere_and_says_why_it_came(mails, settings):
    for row, mail in mails.items():
        person = registry.addressee(row, registry.get(row.kind))
        assert mail.to == [person.email]
        assert person.short_name in mail.body
        assert f"{settings.BASE_URL}/" in mail.body.partition("You get this mail because")[0]
        assert mail.body.count("You get this mail because ") == 1
        assert "{{" not in mail.subject + mail.body
        assert "&" not in mail.subject + mail.body


def test_no_row_holds_what_a_learner_wrote(mails):
    rows = Reminder.objects.values_list()
    assert [value for row in rows for value in row if isinstance(value, str) and "canary" in value] == []
    assert all(isinstance(row.subject_id, uuid.UUID) for row in mails)
