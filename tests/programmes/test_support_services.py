"""Who supports a learner, and the invitations that are owed."""

from typing import Any

import pytest
from django.core.mail import EmailMessage

from carnegie.core.errors import NotAllowed
from carnegie.notifications.models import Reminder
from carnegie.notifications.services.mail import compose
from carnegie.people.models import User
from programmes import services
from programmes.enums import SupporterKind
from programmes.models import CohortRole, Enrolment, Supporter
from programmes.reminders import INVITATION
from tests.cast import NOW, TODAY, Cast
from tests.programmes.play import enrol, refused


def name(cast: Cast, who: User, kind: str, email: str = "new@example.test", **changes: Any) -> Supporter:
    fields = {"enrolment": cast.amara_enrolment, "full_name": "New Person", **changes}
    return services.name_supporter(email=email, kind=kind, by=who, now=NOW, **fields)


@pytest.mark.parametrize("kind", SupporterKind.values)
@pytest.mark.parametrize("who", ["dee", "bill", "amara"])
def test_admins_and_facilitators_name_anybody_learners_people_at_work(cast: Cast, who: str, kind: str) -> None:
    person = getattr(cast, who)
    if who == "amara" and kind in (SupporterKind.COACH, SupporterKind.MENTOR):
        with refused("You may not name such a supporter for this learner."):
            name(cast, person, kind)
        return
    supporter = name(cast, person, kind)
    assert (supporter.kind, supporter.from_date, supporter.to_date) == (kind, TODAY, None)
    (invitation,) = Reminder.objects.all()
    assert (invitation.kind, invitation.recipient) == ("programmes.invitation", supporter.user)
    assert (invitation.subject_id, invitation.due_at) == (supporter.pk, NOW)


@pytest.mark.parametrize("who", ["ben", "cora", "carl", "lena", "sam", "root", "otto", "olga", "pia", "eve"])
def test_nobody_else_names_or_ends_support(cast: Cast, who: str) -> None:
    supporter = Supporter.objects.get(enrolment=cast.amara_enrolment, user=cast.carl)
    for kind in SupporterKind.values:
        with pytest.raises(NotAllowed):
            name(cast, getattr(cast, who), kind)
    with pytest.raises(NotAllowed):
        services.end_supporter(supporter=supporter, by=getattr(cast, who), now=NOW)


@pytest.mark.parametrize("who", ["dee", "bill", "amara"])
def test_learner_facilitator_and_admin_end_support_and_history_stays(cast: Cast, who: str) -> None:
    supporter = Supporter.objects.get(enrolment=cast.amara_enrolment, user=cast.cora)
    services.end_supporter(supporter=supporter, by=getattr(cast, who), now=NOW)
    supporter.refresh_from_db()
    assert supporter.to_date == TODAY
    with refused("This has ended already."):
        services.end_supporter(supporter=supporter, by=getattr(cast, who), now=NOW)
    assert name(cast, cast.dee, SupporterKind.COACH, email=cast.cora.email).user == cast.cora


def test_support_named_today_and_ended_today_never_was(cast: Cast) -> None:
    supporter = name(cast, cast.dee, SupporterKind.COACH)
    services.end_supporter(supporter=supporter, by=cast.dee, now=NOW)
    assert not Supporter.objects.active(TODAY).filter(pk=supporter.pk).exists()


def test_support_is_neither_oneself_nor_twice_nor_after_the_end(cast: Cast) -> None:
    with refused("Nobody supports herself: name somebody else."):
        name(cast, cast.dee, SupporterKind.COACH, email=cast.amara.email)
    with refused("This person already supports this learner in this way."):
        name(cast, cast.dee, SupporterKind.COACH, email=cast.cora.email)
    services.withdraw_enrolment(enrolment=cast.amara_enrolment, reason="", by=cast.dee, now=NOW)
    with refused("This learner no longer takes part."):
        name(cast, cast.dee, SupporterKind.COACH)


def test_an_invitation_is_due_while_the_place_is_open(cast: Cast) -> None:
    enrolment = enrol(cast)
    reminder = Reminder.objects.get()
    assert INVITATION.still_due(reminder, NOW)
    assert INVITATION.context(reminder) == {
        "cohort": "Autumn",
        "programme": "Leading in Practice",
        "starts_on": cast.cohort.starts_on,
        "kind": "",
        "role": "",
        "learner": "",
        "by": "Dee Example",
        "is_own_choice": False,
        "has_password": False,
        "sign_in_path": "/accounts/login/",
    }
    services.withdraw_enrolment(enrolment=enrolment, reason="", by=cast.dee, now=NOW)
    assert not INVITATION.still_due(reminder, NOW)


def test_an_invitation_to_a_role_is_due_while_it_is_held(cast: Cast) -> None:
    role = services.name_facilitator(cohort=cast.cohort, email=cast.otto.email, full_name="", by=cast.dee, now=NOW)
    coach = name(cast, cast.dee, SupporterKind.COACH)
    for subject, word in ((role, "facilitator"), (coach, "coach")):
        reminder = Reminder.objects.get(subject_id=subject.pk)
        assert INVITATION.still_due(reminder, NOW)
        assert INVITATION.context(reminder)["role"] == word
    services.end_cohort_role(role=role, by=cast.dee, now=NOW)
    services.end_supporter(supporter=coach, by=cast.dee, now=NOW)
    assert not any(INVITATION.still_due(reminder, NOW) for reminder in Reminder.objects.all())


def test_an_invitation_to_support_ends_with_the_learners_place(cast: Cast) -> None:
    name(cast, cast.dee, SupporterKind.COACH)
    reminder = Reminder.objects.get()
    services.withdraw_enrolment(enrolment=cast.amara_enrolment, reason="", by=cast.dee, now=NOW)
    assert not INVITATION.still_due(reminder, NOW)


# ---- what the mail says ----

BY_CODE = "You need no password: ask on that page for a code by e-mail."
SEEN = {
    "coach": "You can see what Amara Example has chosen to work on",
    "mentor": "You can see what Amara Example has chosen to work on",
    "colleague": "You can see a work based project once Amara Example names you on it",
    "line_manager": "You can see the work based project from the day it is proposed",
}


def written(place: Supporter | CohortRole | Enrolment) -> EmailMessage:
    row = Reminder.objects.get(subject_id=place.pk)
    return compose(row, INVITATION, row.recipient)


@pytest.mark.parametrize("kind", SupporterKind.values)
def test_who_is_named_reads_whose_by_whom_and_what_she_can_see(cast: Cast, kind: str) -> None:
    mail, role = written(name(cast, cast.bill, kind)), SupporterKind(kind).label
    assert mail.subject == f"You are now {role} of Amara Example"
    assert f"Bill Example has named you {role} of Amara Example in “Leading in Practice” (Autumn)." in mail.body
    assert [words in mail.body for words in set(SEEN.values())].count(True) == 1
    assert SEEN[kind] in mail.body
    assert mail.body.count("/accounts/login/") == mail.body.count(BY_CODE) == 1


def test_who_had_an_account_already_is_told_all_the_same_and_not_of_codes(cast: Cast) -> None:
    cast.olga.set_password("a long enough password")
    cast.olga.save()
    mail = written(name(cast, cast.dee, SupporterKind.LINE_MANAGER, email=cast.olga.email))
    assert (mail.to, mail.subject) == ([cast.olga.email], "You are now line manager of Amara Example")
    assert "Dee Example has named you line manager of Amara Example" in mail.body
    assert "/accounts/login/" in mail.body
    assert BY_CODE not in mail.body


def test_whom_the_learner_names_reads_that_she_did(cast: Cast) -> None:
    mail = written(name(cast, cast.amara, SupporterKind.LINE_MANAGER))
    words = "Amara Example, who takes part in “Leading in Practice” (Autumn), has named you line manager."
    assert words in mail.body


def test_a_facilitator_and_a_learner_read_by_whom(cast: Cast) -> None:
    role = services.name_facilitator(cohort=cast.cohort, email=cast.otto.email, full_name="", by=cast.dee, now=NOW)
    mail = written(role)
    assert mail.subject == "You are now facilitator in Leading in Practice"
    assert "Dee Example has named you facilitator in “Leading in Practice” (Autumn)." in mail.body
    place = written(enrol(cast))
    assert place.subject == "Your place in Leading in Practice"
    assert "Dee Example has given you a place in “Leading in Practice” (Autumn), from " in place.body
    assert "You can see" not in place.body


def test_who_is_named_again_after_the_end_is_told_again_and_otherwise_once(cast: Cast) -> None:
    first = name(cast, cast.dee, SupporterKind.COACH)
    with refused("This person already supports this learner in this way."):
        name(cast, cast.dee, SupporterKind.COACH)
    services.end_supporter(supporter=first, by=cast.dee, now=NOW)
    again = name(cast, cast.dee, SupporterKind.COACH)
    owed = Reminder.objects.order_by("created_at", "pk").values_list("subject_id", flat=True)
    assert set(owed) == {first.pk, again.pk}
    assert len(owed) == 2


def test_admins_oversee_the_invitations_of_their_own_programmes(cast: Cast) -> None:
    enrolment = enrol(cast)
    assert enrolment.pk in INVITATION.overseen(cast.dee, TODAY)
    assert list(INVITATION.overseen(cast.pia, TODAY)) == []
    assert list(INVITATION.overseen(cast.amara, TODAY)) == []
