"""How often a learner's panels may write to the same address and to how many: nobody makes them a cannon of mails."""

import datetime as dt
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse

from carnegie.core.errors import Refused
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import scan
from diagnostics import services
from diagnostics.models import RaterInvitation, RaterMail, RaterPanel, Round
from tests.cast import NOW, Cast
from tests.diagnostics.rating_play import LAST_DAY, ask, open_panel
from tests.diagnostics.test_submitting import at_once

OFTEN = "Twice within a day a mail was written to kim@rater.test"
TOMORROW = NOW + dt.timedelta(days=1)


def remove(cast: Cast, *people: RaterInvitation) -> None:
    for one in people:
        services.remove_invitation(invitation=one, by=cast.amara, now=NOW)


def invite(cast: Cast, panel: RaterPanel, email: str, now: dt.datetime = NOW) -> RaterInvitation:
    person = services.PersonAsked("Kim", email, "peer")
    return services.invite_raters(panel=panel, people=[person], by=cast.amara, now=now)[0]


def second_panel(cast: Cast) -> RaterPanel:
    facts = {"cohort": cast.cohort, "diagnostic_version": cast.diagnostic_version, "opened_by": cast.bill}
    days = {"opens_on": cast.round.opens_on, "closes_on": cast.round.closes_on}
    return open_panel(cast, round_=Round.objects.create(title="Mid-point", **facts, **days))


def test_inviting_and_removing_somebody_over_and_over_ends_at_two_mails_a_day(cast: Cast) -> None:
    panel = open_panel(cast)
    remove(cast, *ask(cast, panel, "Kim"))
    remove(cast, *ask(cast, panel, "Kim"))
    with pytest.raises(Refused, match=OFTEN):
        ask(cast, panel, "Lee", "Kim")
    assert (RaterInvitation.objects.count(), Reminder.objects.count()) == (0, 2)
    with pytest.raises(Refused, match="Twice within a day"):
        invite(cast, panel, "kim@rater.test", TOMORROW - dt.timedelta(seconds=1))
    assert invite(cast, panel, "kim@rater.test", TOMORROW).email == "kim@rater.test"


def test_also_with_reminders_another_panel_of_hers_and_what_stands_behind_a_plus(cast: Cast) -> None:
    panel, other = open_panel(cast), second_panel(cast)
    kim = ask(cast, panel, "Kim")[0]
    services.ask_again(invitation=kim, by=cast.bill, now=NOW)
    remove(cast, kim)
    for place in (panel, other):
        with pytest.raises(Refused, match="Twice within a day"):
            invite(cast, place, "Kim+again@Rater.test")
    lee = ask(cast, panel, "Lee")[0]
    ask(cast, other, "Lee")
    with pytest.raises(Refused, match="twice within a day"):
        services.ask_again(invitation=lee, by=cast.amara, now=NOW)


def test_another_learner_may_still_ask_the_same_person(cast: Cast) -> None:
    panel = open_panel(cast)
    remove(cast, *ask(cast, panel, "Kim"))
    ask(cast, panel, "Kim")
    facts = {"round": cast.round, "enrolment": cast.ben_enrolment, "mode": "named", "closes_on": LAST_DAY}
    his = services.open_panel(**facts, by=cast.ben, now=NOW)
    person = services.PersonAsked("Kim", "kim@rater.test", "peer")
    assert services.invite_raters(panel=his, people=[person], by=cast.ben, now=NOW)


@override_settings(RATER_ADDRESSES_A_DAY=3)
def test_so_many_addresses_a_day_whoever_is_removed_and_for_whichever_panel(cast: Cast) -> None:
    panel, other = open_panel(cast), second_panel(cast)
    remove(cast, *ask(cast, panel, "A", "B"))
    for place, names in ((panel, ("C", "D")), (other, ("E", "F"))):
        with pytest.raises(Refused, match="At most 3 people a day"):
            ask(cast, place, *names)
    ask(cast, other, "C")
    ask(cast, panel, "A", "C")  # those who were written to are no new ones
    later = services.PersonAsked("D", "d@rater.test", "peer")
    assert services.invite_raters(panel=panel, people=[later], by=cast.amara, now=TOMORROW)


@override_settings(RATER_ADDRESSES_A_DAY=2)
def test_reminders_go_to_no_more_either(cast: Cast) -> None:
    panel = open_panel(cast)
    ask(cast, panel, "A", "B")
    with override_settings(RATER_ADDRESSES_A_DAY=3):
        ask(cast, panel, "C")
    services.remind_raters(panel=panel, by=cast.amara, now=TOMORROW)
    assert sorted(RaterInvitation.objects.values_list("times_asked", flat=True)) == [1, 2, 2]


def test_no_address_is_kept_of_who_was_removed_and_nothing_after_a_day(cast: Cast) -> None:
    panel = open_panel(cast)
    remove(cast, *ask(cast, panel, "Kim"))
    kept = [str(value) for table in (RaterMail, Reminder) for row in table.objects.values_list() for value in row]
    assert len(RaterMail.objects.get().digest) == 64
    assert [value for value in kept if "kim" in value.lower() or "rater.test" in value] == []
    assert RaterMail.digest_of(cast.amara, "kim@rater.test") != RaterMail.digest_of(cast.ben, "kim@rater.test")
    scan(now=TOMORROW - dt.timedelta(seconds=1))
    assert RaterMail.objects.count() == 1
    scan(now=TOMORROW)
    assert RaterMail.objects.count() == 0


def test_two_panels_at_once_have_one_limit(transactional_db: None, cast: Cast) -> None:
    panels = [open_panel(cast), second_panel(cast)]
    remove(cast, *ask(cast, panels[0], "Kim"))
    came = at_once(2, lambda: invite(cast, panels.pop(), "kim@rater.test"))
    assert came == {"RaterInvitation": 1, "Refused": 1}


def test_the_page_says_which_address_and_keeps_what_was_typed(cast: Cast, as_user: Any) -> None:
    panel, client = open_panel(cast), as_user(cast.amara)
    remove(cast, *ask(cast, panel, "Kim"))
    remove(cast, *ask(cast, panel, "Kim"))
    row = {"name": "Kim Lowe", "email": "kim@rater.test", "relationship": "peer"}
    sent = {"people-TOTAL_FORMS": "5", "people-INITIAL_FORMS": "0"} | {f"people-0-{key}": row[key] for key in row}
    page = client.post(reverse("diagnostics:rater-invite", args=[panel.pk]), sent)
    assert (page.status_code, OFTEN in page.text, 'value="Kim Lowe"' in page.text) == (422, True, True)
