"""A learner asks others how they see her work: whom she invites, writes to again and takes off the list, until she
closes the panel and reads what was said.

Given: Amara has submitted her self-assessment. The mails go through a real mail server.
"""

import datetime as dt

import pytest

from diagnostics.models import RaterInvitation, RaterPanel, RaterResponse
from tests.cast import NOW, Cast, make_attempt
from tests.diagnostics.rating_play import ask, say
from tests.fixtures.browser import PHONE
from tests.journeys import steps
from tests.journeys.steps import press, saved, shown, tab_on, tab_to

pytestmark = pytest.mark.django_db(transaction=True)
COLLEAGUES = ("Kim Lowe", "Lee Hart", "Mo Dean")


@pytest.fixture
def cast(live_server, smtp_server) -> Cast:
    cast = Cast()
    make_attempt(cast.round, cast.amara_enrolment, ranks=[4, 2, 3, 3, 3, 3])
    return cast


@pytest.fixture
def tomorrow(monkeypatch):
    """`tomorrow()`: it is the next day."""
    return lambda: monkeypatch.setenv("CARNEGIE_NOW", (NOW + dt.timedelta(days=1)).isoformat())


def test_on_a_phone(page, sign_in, cast, smtp_server, tomorrow, look):
    sign_in(page, cast.amara)
    page.set_viewport_size(PHONE)

    when_she_opens_a_panel(page, look)
    when_she_invites_three_colleagues(page, look)
    then_each_gets_a_link_of_her_own(smtp_server)

    tomorrow()
    when_she_writes_to_kim_again(page)
    then_kim_gets_the_same_link(smtp_server)
    link = when_she_invites_pat_who_answers(page)
    when_she_takes_pat_off_the_list(page, look)
    then_the_link_of_pat_leads_nowhere(page, link)

    given_the_three_have_answered()
    then_she_sees_how_many_and_not_who(page, look)
    when_she_closes_it(page, look)
    then_she_reads_the_report(page, look)


def when_she_opens_a_panel(page, look) -> None:
    page.goto("/diagnostics/mine/")
    press(page, "others")
    look(page)
    saved(page)


def when_she_invites_three_colleagues(page, look) -> None:
    """One address is missing at first: what was typed stays."""
    for number, name in enumerate(COLLEAGUES, 1):
        invite(page, number, name, "" if name == "Mo Dean" else steps_address(name))
    press(page, "save")
    assert "Person 3, E-mail address: This is needed" in shown(page, "error-summary")
    look(page)
    invite(page, 3, "Mo Dean", steps_address("Mo Dean"))
    saved(page)
    look(page)


def then_each_gets_a_link_of_her_own(mailbox) -> None:
    steps.deliver_mail()
    assert len({rating_link(mailbox, name) for name in COLLEAGUES}) == 3


def when_she_writes_to_kim_again(page) -> None:
    page.reload()
    page.get_by_role("button", name="Send the link again to Kim Lowe").click()
    page.get_by_text("If Kim Lowe has not answered yet, a mail with the link is on its way.").wait_for()


def then_kim_gets_the_same_link(mailbox) -> None:
    steps.deliver_mail()
    mails = steps.mails_to(mailbox, steps_address("Kim Lowe"))
    assert len({steps.link_in(mail, "/diagnostics/view/") for mail in mails}) == 1
    assert len(mails) == 2
    assert sum("rater.test" in mail["X-Envelope-To"] for mail in mailbox.messages) == 4


def when_she_invites_pat_who_answers(page) -> str:
    press(page, "invite")
    invite(page, 1, "Pat Wood", steps_address("Pat Wood"))
    saved(page)
    pat = RaterInvitation.objects.get(name="Pat Wood")
    say(pat, [1] * 6)
    return f"/diagnostics/view/{pat.token}/"


def when_she_takes_pat_off_the_list(page, look) -> None:
    page.get_by_role("link", name="Remove Pat Wood").click()
    assert "whatever Pat Wood has answered so far, handed in or not, is deleted for good" in page.inner_text("main")
    look(page)
    press(page, "confirm")
    assert "Pat Wood" not in shown(page, "invitations")


def then_the_link_of_pat_leads_nowhere(page, link: str) -> None:
    assert (page.goto(link).status, RaterResponse.objects.count()) == (404, 0)
    page.go_back()


def given_the_three_have_answered() -> None:
    for invitation, ranks in zip(RaterInvitation.objects.order_by("name"), ([3, 4], [4, 4], [2, 4]), strict=True):
        say(invitation, [*ranks, 3, 3, 3, 3], comments=["Listens first"])


def then_she_sees_how_many_and_not_who(page, look) -> None:
    page.reload()
    assert shown(page, "groups").endswith("Colleague 3 3")
    assert page.get_by_test_id("answered").count() == 0


def when_she_closes_it(page, look) -> None:
    press(page, "close")
    assert "It cannot be opened again" in page.inner_text("main")
    look(page)
    press(page, "confirm")
    look(page)
    assert page.get_by_test_id("invite").count() == 0


def then_she_reads_the_report(page, look) -> None:
    """One rounded figure for all colleagues (they gave D1.1 a 2, a 3 and a 4), beside her own view and by itself."""
    press(page, "profile")
    page.get_by_role("heading", name="What others say").wait_for()
    assert "You said 4 Established; they say 3 Developing." in page.inner_text("main")
    look(page)
    page.go_back()
    press(page, "report")
    assert "Listens first" in page.inner_text("main")
    rows = page.get_by_test_id("report-items").first.get_by_role("row").all_inner_texts()
    assert [" ".join(row.split()) for row in rows] == [
        "Statement Colleagues 3 answered",
        "D1.1 Heads standard 1.1 3",
        "D1.2 Heads standard 1.2 4",
        "D1.3 Heads standard 1.3 3",
    ]
    look(page)


def invite(page, number: int, name: str, address: str) -> None:
    row = page.get_by_role("group", name=f"Person {number}")
    row.get_by_label("Name").fill(name)
    row.get_by_label("E-mail address").fill(address)
    row.get_by_label("Who this is").select_option("colleague")


def steps_address(name: str) -> str:
    return f"{name.split()[0].lower()}@rater.test"


def rating_link(mailbox, name: str) -> str:
    (mail,) = steps.mails_to(mailbox, steps_address(name))
    return steps.link_in(mail, "/diagnostics/view/")


@pytest.mark.parametrize("javascript", [True, False])
def test_by_keyboard_alone(new_page, sign_in, cast, javascript):
    page = new_page(javascript=javascript)
    sign_in(page, cast.amara)
    page.goto("/diagnostics/mine/")
    tab_on(page, "others")
    when_she_says_how_and_until_when(page)
    when_she_types_the_names_of_three(page)
    when_she_writes_to_one_again_and_removes_another(page)
    given_the_panel_has_answers(cast)
    when_she_closes_it_and_reads(page)


def when_she_says_how_and_until_when(page) -> None:
    tab_to(page, "[name=mode]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=closes_on]")
    page.keyboard.type(steps.BY_KEY.strftime("%d%m%Y"))
    tab_on(page, "save")
    panel = RaterPanel.objects.get()
    assert (panel.mode, panel.closes_on) == ("named", steps.BY_KEY)


def when_she_types_the_names_of_three(page) -> None:
    for number, name in enumerate(COLLEAGUES):
        for field, typed in (("name", name), ("email", steps_address(name)), ("relationship", "Colleague")):
            tab_to(page, f"[name=people-{number}-{field}]")
            page.keyboard.type(typed)
    tab_on(page, "save")
    assert sorted(RaterInvitation.objects.values_list("name", "relationship")) == [
        (name, "colleague") for name in COLLEAGUES
    ]


def when_she_writes_to_one_again_and_removes_another(page) -> None:
    tab_on(page, "resend")
    page.get_by_text("If Kim Lowe has not answered yet").wait_for()
    tab_on(page, "remove")
    tab_on(page, "confirm")
    page.get_by_text("Kim Lowe is no longer asked.").wait_for()


def given_the_panel_has_answers(cast) -> None:
    panel = RaterPanel.objects.get()
    for invitation in [*panel.invitations.all(), *ask(cast, panel, "Pat")]:
        say(invitation, [3] * 6, comments=["Listens first"])


def when_she_closes_it_and_reads(page) -> None:
    tab_on(page, "close")
    tab_on(page, "confirm")
    tab_on(page, "report")
    assert "Lee Hart" in page.inner_text("main")
