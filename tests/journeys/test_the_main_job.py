"""The main job from an empty database to a signed-off project, through web pages only.

Given: one provider organisation and its programme admin. Everything else is made on the way.
"""

import datetime as dt
from pathlib import Path

import pytest

from carnegie.notifications.tasks import tick
from carnegie.people.enums import MembershipRole, OrganisationKind
from carnegie.people.models import Membership, Organisation, User
from tests.cast import LONG_AGO, NOW, TODAY, person
from tests.journeys import steps
from tests.journeys.steps import fill, press, saved, shown

pytestmark = pytest.mark.django_db(transaction=True)
CASE_FILE = Path(__file__).resolve().parents[3] / "shared/data/case/packages/webb_dok.json"
LEARNER, COLLEAGUE, FACILITATOR, COACH = "Amara Osei", "Ben Hill", "Bill Wood", "Cora Lane"
AMARA, BILL = steps.address_of(LEARNER), steps.address_of(FACILITATOR)
TICK = "carnegie.notifications.tasks.tick"
LOOK_BACK = TODAY + dt.timedelta(days=14)
ROTA = {"name": "rota.txt", "mimeType": "text/plain", "buffer": b"Monday: Bea and Tom. Tuesday: Ali and Jo."}


@pytest.fixture
def dee(live_server) -> User:
    provider = Organisation.objects.create(name="Northbridge Leadership", kind=OrganisationKind.PROVIDER)
    dee = person("Dee")
    Membership.objects.create(user=dee, organisation=provider, role=MembershipRole.PROGRAMME_ADMIN, from_date=LONG_AGO)
    return dee


@pytest.fixture
def worker(live_server, smtp_server, settings, celery_worker_process):
    """A real worker that mails to the real server; `worker(CARNEGIE_NOW=…)` for one that lives at another time."""
    settings.BASE_URL = live_server.url

    def start(**variables: str):
        return celery_worker_process(EMAIL_URL=smtp_server.url, BASE_URL=live_server.url, **variables)

    return start


def test_from_a_standard_to_a_signed_off_project(new_page, sign_in, dee, worker, smtp_server):
    importer = worker()
    office, desk, queue = new_page(), new_page(), new_page()
    sign_in(office, dee)

    when_the_admin_prepares_everything(office)
    importer.stop()
    then_the_learner_is_invited(smtp_server)
    when_she_signs_in_from_the_mail(desk, smtp_server)
    when_she_completes_the_diagnostic(desk)
    then_she_sees_her_profile(desk)
    when_she_chooses_two_needs(desk)
    when_she_makes_one_a_goal(desk)
    when_she_proposes_a_project(desk)

    steps.deliver_mail()
    when_the_facilitator_signs_in_from_the_mail(queue, smtp_server)
    when_he_returns_it_with_a_reason(queue)
    then_she_is_told(smtp_server, "Your project came back with a note")
    when_she_reads_why_and_proposes_again(desk)
    when_he_approves_it(queue)
    then_she_is_told(smtp_server, "Your project is approved")
    when_she_starts_and_submits_it(desk)
    when_he_reviews_and_signs_it_off(queue)
    then_she_is_told(smtp_server, "Your project is signed off")
    then_she_sees_that_it_is_signed_off(desk)

    then_the_reminder_comes_once(worker, smtp_server)
    then_the_thread_shows_it_all(desk)


# ---- programme admin ----


def when_the_admin_prepares_everything(page) -> None:
    steps.adopt_the_headteachers_standards(page)
    steps.build_the_programme(page)
    steps.use_the_framework(page)
    steps.map_by_keyboard(page)
    totals = steps.coverage(page)
    assert totals.startswith("1 covered: at least developed 1 thin: only introduced 1 assessed"), totals
    steps.make_the_cohort(page)
    steps.enrol(page, LEARNER, employer="Elm Park Primary")
    steps.back_to_the_cohort(page)
    steps.enrol(page, COLLEAGUE, employer="Hillside Nursery")
    steps.back_to_the_cohort(page)
    steps.name_facilitator(page, FACILITATOR)
    steps.name_coach(page, COACH, LEARNER)
    assert COACH in shown(page, "supporters")
    steps.publish_the_diagnostic(page)
    steps.set_targets(page)
    steps.open_the_baseline(page)


# ---- learner: diagnostic ----


def then_the_learner_is_invited(mailbox) -> None:
    steps.deliver_mail()
    invitation, call = "Your place in Leading in Practice", "Baseline is open: rate yourself"
    assert sorted(steps.subjects_to(mailbox, AMARA)) == [call, invitation]


def when_she_signs_in_from_the_mail(page, mailbox) -> None:
    invitation = next(mail for mail in steps.mails_to(mailbox, AMARA) if "Your place" in mail["Subject"])
    page.goto(steps.link_in(invitation, "/accounts/login/"))
    steps.sign_in_by_code(page, mailbox, AMARA)


def when_she_completes_the_diagnostic(page) -> None:
    """Three parts of 3, 3 and 4 standards; in the midst of it her browser reloads."""
    page.goto("/diagnostics/mine/")
    press(page, "begin")
    press(page, "begin")
    steps.answer_page(page, [steps.DEVELOPING, steps.EMERGING])
    page.reload()
    assert page.get_by_test_id("level-3").first.is_checked()
    assert "2 of 10" in shown(page, "progress")
    steps.answer_page(page, [steps.LEADING], start=2)
    steps.go_on(page)
    steps.answer_page(page, [steps.ESTABLISHED] * 3)
    steps.go_on(page)
    steps.answer_page(page, [steps.ESTABLISHED] * 4)
    steps.go_on(page)
    assert "10 of 10" in shown(page, "progress")
    press(page, "submit")


def then_she_sees_her_profile(page) -> None:
    """Radar and table, strengths, gaps, and what her programme offers for a gap."""
    page.get_by_role("img", name="Self-rating and what is expected").wait_for()
    assert "Culture and ethos 3.3 4.0" in shown(page, "profile-domains")
    assert "Professional development" in shown(page, "strengths")
    gaps = page.get_by_test_id("gap")
    assert gaps.count() == 2
    assert "You said Emerging; expected is Established" in gaps.nth(0).inner_text()
    assert gaps.get_by_test_id("provision").count() == 2


# ---- learner: needs, goal, project ----


def when_she_chooses_two_needs(page) -> None:
    press(page, "work-on")
    steps.choose_need(page, "Calmer corridors", "Mornings are loud and lessons start late.")
    steps.choose_need(page, "A shared culture", "New colleagues do not know how we do things.", "School culture")
    assert page.get_by_test_id("need").count() == 2


def when_she_makes_one_a_goal(page) -> None:
    press(page, "make-goal")
    fill(page, success_measure="Lessons start on time", baseline="6 of 20 days", target="18 of 20 days")
    fill(page, due_date=TODAY + dt.timedelta(days=90), next_check_in_date=LOOK_BACK)
    saved(page)
    assert "Calmer corridors" in page.locator("h1").inner_text()


def when_she_proposes_a_project(page) -> None:
    press(page, "project-new")
    fill(page, title="One calm start", context="Two entrances, no greeting.", aim="Every class is met at the door.")
    fill(page, benefit_self="I lead a change with colleagues.")
    fill(page, benefit_team="Less shouting in the corridor.", benefit_organisation="Lessons start on time.")
    steps.tick(page, "Calmer corridors", "Behaviour")
    saved(page)
    press(page, "evidence-new")
    fill(page, title="Duty rota")
    page.locator("input[type=file]").set_input_files(ROTA)
    steps.tick(page, "Behaviour")
    saved(page)
    assert "Duty rota" in shown(page, "evidence")
    press(page, "propose")
    assert shown(page, "waiting").startswith("It is with your facilitator")


# ---- facilitator and learner by turns ----


def when_the_facilitator_signs_in_from_the_mail(page, mailbox) -> None:
    waiting = next(mail for mail in steps.mails_to(mailbox, BILL) if "waits for your answer" in mail["Subject"])
    page.goto(steps.link_in(waiting, "/projects/queue/"))
    steps.sign_in_by_code(page, mailbox, BILL)


def when_he_returns_it_with_a_reason(page) -> None:
    assert "Amara Osei" in shown(page, "waiting")
    press(page, "queue-open")
    press(page, "return")
    fill(page, reason="Say who watches the second entrance.")
    saved(page, "send-reason")


def when_she_reads_why_and_proposes_again(page) -> None:
    page.reload()
    assert "Say who watches the second entrance." in shown(page, "reason")
    press(page, "project-edit")
    fill(page, aim="Every class is met at the door, at both entrances.")
    saved(page)
    press(page, "propose")
    page.get_by_test_id("waiting").wait_for()


def when_he_approves_it(page) -> None:
    page.goto("/projects/queue/")
    press(page, "queue-open")
    press(page, "approve")
    page.get_by_text("approved").first.wait_for()


def when_she_starts_and_submits_it(page) -> None:
    page.reload()
    press(page, "start")
    press(page, "submit")
    page.get_by_test_id("waiting").wait_for()


def when_he_reviews_and_signs_it_off(page) -> None:
    page.goto("/projects/queue/")
    press(page, "queue-open")
    press(page, "review")
    assert "Duty rota" in shown(page, "submission")
    review = page.get_by_test_id("review-form")
    review.get_by_label("Met", exact=True).check()
    fill(page, comment="I saw both entrances: calm by nine.")
    review.get_by_label("Sign off").check()
    saved(page, "check")
    press(page, "release")
    page.get_by_test_id("empty").wait_for()


def then_she_sees_that_it_is_signed_off(page) -> None:
    page.reload()
    assert shown(page, "completed").startswith("Signed off")
    assert "I saw both entrances: calm by nine." in shown(page, "reviews")


def then_she_is_told(mailbox, subject) -> None:
    steps.deliver_mail()
    assert steps.subjects_to(mailbox, AMARA)[-1] == subject


# ---- reminder and thread ----


def then_the_reminder_comes_once(worker, mailbox) -> None:
    """On the morning that she named, from a worker of Celery; the next tick has nothing to say."""
    morning = dt.datetime.combine(LOOK_BACK, NOW.timetz())
    before = len(mailbox.messages)
    process = worker(CARNEGIE_NOW=morning.isoformat())
    for _ in range(2):
        done = tick.delay()
        process.wait_for(f"{TICK}[{done.id}] succeeded")
    new = mailbox.messages[before:]
    assert [(mail["X-Envelope-To"], mail["Subject"]) for mail in new] == [(AMARA, "Time to look back at your goal")]
    assert "/projects/goals/" in steps.link_in(new[0], "/projects/goals/")


def then_the_thread_shows_it_all(page) -> None:
    """Of the one element that runs through it: Behaviour."""
    page.goto("/thread/")
    page.get_by_test_id("thread-row").filter(has_text="Behaviour").get_by_role("link").click()
    stations = {name: shown(page, f"station-{name}") for name in STATIONS}
    for name, words in STATIONS.items():
        assert words in stations[name], stations[name]


STATIONS = {
    "rated": "Emerging (2 of 5)",
    "chosen": "Mornings are loud and lessons start late.",
    "goal": "From 6 of 20 days to 18 of 20 days",
    "project": "Signed off by Bill",
    "evidence": "Duty rota",
    "again": "not yet",
    "changed": "not yet",
}


def test_a_case_file_becomes_an_adopted_framework(page, sign_in, dee, worker):
    """A package as a CASE server gives it, of those that come with the design."""
    if not CASE_FILE.exists():
        pytest.skip(f"the sample files of the design are not at {CASE_FILE.parent}")
    worker()
    sign_in(page, dee)
    page.goto("/standards/imports/new/")
    page.locator("input[type=file]").set_input_files(CASE_FILE)
    saved(page, "import-read")
    page.get_by_test_id("import-confirm").click()
    page.get_by_test_id("adopt").click()
    press(page, "confirm")
    assert shown(page, "status") == "Adopted"
