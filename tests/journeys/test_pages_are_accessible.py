"""Every page of ours, as the person who uses it: no violation of WCAG 2.2 A and AA in light and dark, wide and on a
phone, nothing that needs sideways scrolling at 320 px, one heading of the first level, and a title.

Given: the scene of the access test, so that each page has something to show. The pages are all routes that answer
GET: a new one is looked at without being named here, and fails when it has no example address.
"""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from carnegie.core import clock
from carnegie.operations.access_examples import EXAMPLES
from carnegie.operations.access_map import Route, routes
from standards import services
from standards.selectors import SEEDS
from tests.access import matrix
from tests.access.preparing import PREPARE
from tests.access.scene import Scene, set_scene
from tests.cast import NOW
from tests.fixtures.browser import violations

pytestmark = pytest.mark.django_db(transaction=True)
SEED = SEEDS["headteachers-2020"]

# Pages that show each person what is hers, and who looks at them here.
VISITORS = {
    "home:home": ("L", "PEER", "COACH", "LM", "FAC", "PA", "SPON", "SA"),
    "home:thread-list": ("L", "PEER"),
    "diagnostics:attempt-list": ("L", "PEER"),
    "diagnostics:diagnostic-list": ("PA", "FAC", "L"),
    "diagnostics:panel-detail": ("L", "FAC"),
    "diagnostics:panel-list": ("FAC",),
    **dict.fromkeys((f"diagnostics:rating-{name}" for name in ("start", "page", "review", "decline")), ("LM",)),
    "diagnostics:round-detail": ("PA", "FAC"),
    "diagnostics:cohort-needs": ("FAC",),
    "diagnostics:cohort-demand": ("FAC", "PA"),
    "diagnostics:element-demand": ("FAC", "PA"),
    "notifications:reminder-list": ("L", "PEER"),
    "programmes:programme-list": ("PA", "L"),
    "programmes:programme-detail": ("PA", "L"),
    "programmes:booking-cancel": ("L", "FAC"),
    "programmes:cohort-detail": ("PA", "FAC", "L"),
    "programmes:crosswalk-list": ("PA", "L"),
    "programmes:crosswalk-detail": ("PA", "FAC", "L"),
    "programmes:event-detail": ("L", "FAC"),
    "programmes:link-edit": ("PA",),
    "programmes:mapping-grid": ("PA", "L"),
    "projects:claim-detail": ("L", "FAC", "PA"),
    "projects:claim-list": ("L", "PEER", "FAC"),
    "projects:evidence-list": ("L", "PEER"),
    "projects:goal-list": ("L", "PEER", "COACH"),
    "projects:project-list": ("L", "PEER", "COACH"),
    "projects:project-detail": ("L", "FAC", "COACH"),
    "projects:queue": ("FAC", "PA"),
    "standards:framework-list": ("PA", "L"),
    "standards:import-detail": ("PA",),
    "standards:version-detail": ("PA", "L"),
    "home:thread": ("L", "COACH"),
}
# All other pages are looked at by the first of these whom the matrix lets in.
ORDER = ("L", "FAC", "PA", "COACH", "LM", "SA")
NOT_PAGES = {
    "home:health-live": "for machines",
    "home:health-ready": "for machines",
    "diagnostics:target-export": "a file",
    "programmes:cell-detail": "for the grid's script",
    "programmes:mapping-export": "a file",
    "programmes:statement-pdf": "a file",
    "diagnostics:profile-pdf": "a file",
    "diagnostics:profile-csv": "a file",
    "case:discovery-document": "for machines",
    "case:document-list": "for machines",
    "case:object-detail": "for machines",
    "standards:version-export": "a file",
    "programmes:crosswalk-export": "a file",
    "diagnostics:round-board": "a file",
    "standards:version-turn": "for scripts",
    "projects:claim-export": "a file",
    "projects:evidence-file": "a file",
    "diagnostics:answer-news": "for scripts",
    "diagnostics:context-news": "for scripts",
    "home:gallery": "looked at with the components, in tests/people/test_sign_in_journey.py",
    "notifications:mail-list": "looked at with its mails, in tests/notifications",
    "notifications:mail-detail": "looked at with its mails, in tests/notifications",
}
# Forms that are looked at once more after an empty attempt to save.
REFUSES_NOTHING = (
    "diagnostics:need-choose",
    "diagnostics:question-new",
    "diagnostics:target-new",
    "programmes:cohort-new",
    "programmes:enrolment-new",
    "programmes:event-new",
    "projects:claim-new",
    "projects:evidence-new",
    "projects:goal-new",
    "projects:project-new",
)


def with_a_file_that_was_read(scene: Scene) -> None:
    job = services.start_import(
        data=SEED.read_bytes(), file_name=SEED.name, owner=scene.cast.provider, by=scene.cast.dee, now=NOW
    )
    services.run_preview(job_id=job.pk, clock=clock.now)
    scene.objects["import_job"] = str(job.pk)


PREPARE_PAGES = PREPARE | {"standards:import-detail": with_a_file_that_was_read}


def pages() -> Iterator[tuple[str, str]]:
    """Name and visitor of each page."""
    for route in routes():
        if route.name not in NOT_PAGES and (route.access is None or "GET" in route.access.actions):
            for actor in VISITORS.get(route.name) or (usual_visitor(route),):
                yield route.name, actor


def alone(name: str) -> bool:
    """Whether the page is looked at in a scene of its own, since it is prepared for or changed by the look."""
    return name in PREPARE_PAGES or name in REFUSES_NOTHING


def in_one_scene() -> dict[tuple[str, str], list[str]]:
    """The other pages by area and visitor: setting the scene takes longer than looking at a page."""
    together: dict[tuple[str, str], list[str]] = {}
    for name, actor in pages():
        if not alone(name):
            together.setdefault((name.partition(":")[0], actor), []).append(name)
    return together


def usual_visitor(route: Route) -> str:
    """The first of ORDER whom the matrix lets in."""
    assert route.access is not None, f"{route.name} does not say its row of the access matrix"
    action = route.access.actions["GET"]
    return next(actor for actor in ORDER if matrix.may(actor, route.access.object, action, matrix.PLAIN))


@pytest.mark.parametrize(("name", "actor"), [(name, actor) for name, actor in pages() if alone(name)])
def test_page_in_a_scene_of_its_own(page, sign_in, axe, name, actor):
    scene = set_scene()
    PREPARE_PAGES.get(name, lambda _scene: None)(scene)
    sign_in(page, scene.person(actor))
    look_at(page, axe, scene, name)
    if name in REFUSES_NOTHING:
        page.get_by_test_id("save").click()
        page.get_by_test_id("error-summary").wait_for()
        assert violations(page) == []


@pytest.mark.parametrize(("area", "actor"), in_one_scene())
def test_pages(page, sign_in, axe, area, actor):
    scene = set_scene()
    sign_in(page, scene.person(actor))
    for name in in_one_scene()[area, actor]:
        look_at(page, axe, scene, name)


def look_at(page, axe, scene, name):
    example = EXAMPLES[name]
    answer = page.goto(reverse(name, kwargs=example.kwargs(scene.objects)) + example.query)
    assert (name, answer.status) == (name, 200)
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true })")
    assert (name, page.locator("h1").count()) == (name, 1)
    assert page.title().removesuffix(" · Carnegie").strip() != "", name
    axe(page)


def test_each_page_is_named_once():
    """Nothing listed above is gone, and nothing is both a page and none."""
    names = {route.name for route in routes()}
    assert {*VISITORS, *NOT_PAGES, *REFUSES_NOTHING} - names == set()
    assert {*VISITORS, *REFUSES_NOTHING} & {*NOT_PAGES} == set()
