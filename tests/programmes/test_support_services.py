"""Who supports a learner, and the invitations that are owed."""

from typing import Any

import pytest

from carnegie.core.errors import NotAllowed
from carnegie.notifications.models import Reminder
from carnegie.people.models import User
from programmes import services
from programmes.enums import SupporterKind
from programmes.models import Supporter
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
    invited = kind in (SupporterKind.COACH, SupporterKind.MENTOR)
    assert Reminder.objects.filter(subject_id=supporter.pk).exists() == invited


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
        "role": "",
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


def test_admins_oversee_the_invitations_of_their_own_programmes(cast: Cast) -> None:
    enrolment = enrol(cast)
    assert enrolment.pk in INVITATION.overseen(cast.dee, TODAY)
    assert list(INVITATION.overseen(cast.pia, TODAY)) == []
    assert list(INVITATION.overseen(cast.amara, TODAY)) == []
