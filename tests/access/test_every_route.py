"""Every address × every actor × every method, against the access matrix.

Allowed cells must really succeed: a page, or a redirect without a message of refusal. All others are refused in the
right way: to sign-in for nobody, 404 to those who may not know of the thing, 403 to those who may.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.messages import ERROR, get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from carnegie.operations.access_examples import EXAMPLES, Example
from carnegie.operations.access_map import Route, routes
from tests.access import matrix
from tests.access.preparing import PREPARE
from tests.access.scene import PLAYED_BY, Scene, set_scene, share_everything

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes()}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# Pages without an object in their address: everyone signed in may open them, and sees her own rows only. That the
# rows are the right ones is tested in each app.
OWN_ROWS = frozenset(
    {
        "diagnostics:attempt-list",
        "diagnostics:diagnostic-list",
        "home:home",
        "home:thread-list",
        "notifications:reminder-list",
        "programmes:crosswalk-list",
        "programmes:programme-list",
        "projects:claim-export",
        "projects:claim-list",
        "projects:evidence-list",
        "projects:goal-list",
        "projects:project-list",
        "projects:queue",
        "standards:framework-list",
    }
)

# Answered before anyone signs in, because machines ask.
OPEN = frozenset({"home:health-live", "home:health-ready"})

# Not about anybody's data, or not to be had on a real installation: the gallery of components, and the mails of a
# demo without a mail server; both for system administrators, each with tests of its own.
OUTSIDE = frozenset({"home:gallery", "notifications:mail-list", "notifications:mail-detail"})
OURS = [name for name in ROUTES if name not in OPEN | OUTSIDE]

# What the matrix lets everybody read, without signing in.
PUBLIC = [name for name in OURS if ROUTES[name].access and ROUTES[name].access.object == "case_feed"]

# Opened by a rater's link, signed in or not: who holds it is the rater, whatever else she is.
BY_LINK = [name for name in OURS if ROUTES[name].access and ROUTES[name].access.object == "feedback360.response"]

# Steps that the matrix allows and the state of this scene forbids, since Amara's work hangs on them: the allowed
# actor gets a sentence instead of 403. That they succeed on something empty is tested in each app.
HELD_BACK_BY_STATE = frozenset(
    {
        "diagnostics:attempt-start",
        "home:mapping-carry",
        "programmes:cohort-delete",
        "programmes:enrolment-delete",
        "programmes:event-delete",
        "programmes:programme-delete",
        "standards:import-confirm",
        "standards:import-run",
    }
)

# Somebody else's organisation named in a form: the page is hers, the choice is refused (the form again).
FOREIGN_CHOICE = {
    ("standards:import-by-address", "OTHER_PA", "POST"): {422},
    ("standards:import-new", "OTHER_PA", "POST"): {400},
    ("standards:framework-new", "OTHER_PA", "POST"): {422},
    ("programmes:programme-new", "OTHER_PA", "POST"): {422},
    ("programmes:crosswalk-new", "OTHER_PA", "POST"): {422},
    # Facilitators change what they proposed themselves; here another one proposed it.
    ("programmes:link-edit", "OTHER_FAC", "GET"): {403},
    ("programmes:link-edit", "OTHER_FAC", "POST"): {403},
    ("programmes:link-delete", "OTHER_FAC", "POST"): {403},
    # Other learners claim too, but not with Amara's evidence.
    ("projects:claim-new", "PEER", "POST"): {422},
    ("projects:claim-new", "OTHER_L", "POST"): {422},
}


# Objects of the matrix that have no page yet; a page for one of them fails the last test until its name goes.
PENDING = [
    "account",
    "agreed_action",
    "attendance",
    "audit_entry",
    "coaching_note.private",
    "coaching_note.shared",
    "coaching_session",
    "comment",
    "erasure_request",
    "impact",
    "membership",
    "organisation",
    "organisation_report",
    "portfolio",
    "reflection",
    "set_meeting",
    "subject_access_export",
    "transfer_commitment",
]

OUTSIDERS = frozenset({"OTHER_PA"})

# Things of a cohort, a programme or everybody are not about Amara alone: the other learner of the cohort is a learner
# to them too, his sponsor a sponsor; an adopted framework is there for all who sign in.
_COHORT = {"PEER": ("L", "PEER"), "OTHER_SPON": ("SPON",)}
_PROGRAMME = _COHORT | {"OTHER_L": ("L",), "OTHER_FAC": ("FAC",), "OTHER_ORG": ("LM",)}
ALSO: dict[str, dict[str, tuple[str, ...]]] = {
    "round": _COHORT,
    "job": {"PA": ("OWNER",)},
    "cohort": _COHORT,
    "diagnostic.definition": _COHORT | {"OTHER_FAC": ("FAC",)},
    "target_profile": _PROGRAMME,
    "programme": _PROGRAMME,
    "mapping": _PROGRAMME,
    "crosswalk": _PROGRAMME,
    "event": _PROGRAMME,
    "framework.adopted": {actor: (actor, "L") for actor in PLAYED_BY if actor != "PA"},
    "case_feed": dict.fromkeys(PLAYED_BY, ("ANON",)),
}

# Pages that make something of one's own: whoever stands in the same relation somewhere may open them.
_LEARNERS = {"PEER": ("L",), "OTHER_L": ("L",)}
OWN_MAKING: dict[str, dict[str, tuple[str, ...]]] = {
    "diagnostics:attempt-start": {"PEER": ("L",)},
    "projects:claim-new": _LEARNERS,
    "projects:goal-new": _LEARNERS,
    "projects:project-new": _LEARNERS,
    "projects:evidence-new": _LEARNERS,
    "standards:import-by-address": {"OTHER_PA": ("PA",)},
    "standards:import-new": {"OTHER_PA": ("PA",)},
    "standards:framework-new": {"OTHER_PA": ("PA",)},
    "programmes:programme-new": {"OTHER_PA": ("PA",)},
    "programmes:crosswalk-new": {"OTHER_PA": ("PA",)},
}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Set once for the whole walk and rolled back after it; each request is rolled back by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield set_scene()
        transaction.set_rollback(True)


def ask(scene: Scene, actor: str, method: str, name: str) -> Any:
    """One request in a savepoint of its own: nothing it does reaches the next one."""
    with transaction.atomic():
        PREPARE.get(name, lambda _scene: None)(scene)
        example = EXAMPLES[name]
        path = reverse(name, kwargs=example.kwargs(scene.objects)) + example.query
        response = _send(scene.client(actor), method, path, example, scene)
        connection.check_constraints()
        transaction.set_rollback(True)
    return response


def _send(client: Client, method: str, path: str, example: Example, scene: Scene) -> Any:
    client.cookies.pop("messages", None)
    if method != "POST":
        return client.generic(method, path)
    data = example.form_data(scene.objects)
    if example.as_json:
        return client.post(path, data, content_type="application/json")
    return client.post(path, data | _file(path))


def _file(path: str) -> dict[str, SimpleUploadedFile]:
    """What the forms that need a file are sent."""
    if path == reverse("standards:import-new"):
        return {"file": SimpleUploadedFile("small.csv", b"code,heading\nA1,Leads people\n")}
    if path.startswith("/diagnostics/targets/"):
        return {"file": SimpleUploadedFile("targets.csv", b"identifier,at least,at most\n")}
    if path.startswith("/programmes/") and path.endswith("/file/"):
        return {"file": SimpleUploadedFile("grid.csv", b"Id,Code,Element\nkeys\n")}
    return {}


def succeeded(response: Any, *, may_be_held_back: bool = False) -> bool:
    """A page or an accepted step; a redirect that carries a refusal is none."""
    if may_be_held_back and response.status_code in (302, 409):
        return True
    if response.status_code not in (200, 204, 302):
        return False
    request = getattr(response, "wsgi_request", None)
    return not any(
        message.level >= ERROR for message in get_messages(request)
    ) and "/accounts/" not in response.headers.get("Location", "")


def expected(actor: str, route: Route, method: str, held: frozenset[str]) -> set[int] | None:
    """None where the cell is allowed, else the statuses that refuse it rightly.

    Who stands outside the programme gets 404, as for a thing that does not exist; an insider 403 or 404, by what else
    she may know.
    """
    assert route.access is not None
    if route.name in OWN_ROWS:
        return None
    if foreign := FOREIGN_CHOICE.get((route.name, actor, method)):
        return foreign
    others = ALSO.get(route.access.object, {}) | OWN_MAKING.get(route.name, {})
    played = others.get(actor, (actor,))
    if any(matrix.may(one, route.access.object, route.access.actions[method], held) for one in played):
        return None
    # An adopted framework is known to all who sign in, also where a draft is made from it.
    is_about_somebody = not set(EXAMPLES[route.name].arguments.values()) <= {"framework_version", "next_version"}
    is_outsider = actor in OUTSIDERS and is_about_somebody
    return {404} if is_outsider else {403, 404}


def depends_on_sharing(route: Route) -> bool:
    """Whether a grant or a flag can change what this route answers."""
    if route.access is None:
        return False
    rows = matrix.objects().get(route.access.object, {})
    named = {"view", "view_meta", *route.access.actions.values()}
    return any(cell.partition(":")[2] in ("g", "e") for action in named for cell in rows.get(action, []))


@pytest.mark.parametrize("name", OURS)
def test_every_route_says_its_row_and_has_an_example(name: str) -> None:
    access = ROUTES[name].access
    assert access is not None, f"{name}: its view does not say which row of the access matrix it answers for"
    for action in access.actions.values():
        assert action in matrix.objects()[access.object]
    assert name in EXAMPLES


@pytest.mark.parametrize("name", [name for name in OURS if name not in BY_LINK])
def test_route_answers_as_the_matrix_says(name: str, scene: Scene) -> None:
    wrong = wrong_answers(name, scene, matrix.PLAIN)
    assert not wrong, "; ".join(wrong)


@pytest.mark.parametrize("name", [name for name in OURS if name not in BY_LINK and depends_on_sharing(ROUTES[name])])
def test_route_answers_as_the_matrix_says_once_all_is_shared(name: str, scene: Scene) -> None:
    with transaction.atomic():
        share_everything(scene)
        wrong = wrong_answers(name, scene, matrix.SHARED)
        transaction.set_rollback(True)
    assert not wrong, "; ".join(wrong)


def wrong_answers(name: str, scene: Scene, held: frozenset[str]) -> list[str]:
    """What each actor got with each method, where that is not what the matrix says."""
    route = ROUTES[name]
    assert route.access is not None
    wrong = []
    for method in route.access.actions:
        for actor in PLAYED_BY:
            response = ask(scene, actor, method, name)
            refusals = expected(actor, route, method, held)
            if refusals is None:
                right = succeeded(response, may_be_held_back=name in HELD_BACK_BY_STATE)
            else:
                right = response.status_code in refusals
            if not right:
                should = f"refused with {sorted(refusals)}" if refusals else "allowed"
                wrong.append(f"{actor} {method}: {response.status_code}, should be {should}")
    return wrong


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_public_is_read_without_signing_in(name: str, scene: Scene) -> None:
    answers = {method: ask(scene, "ANON", method, name).status_code for method in METHODS}
    assert answers == {"GET": 200, "POST": 405, "PUT": 405, "PATCH": 405, "DELETE": 405}


@pytest.mark.parametrize("name", BY_LINK)
def test_a_link_opens_to_who_holds_it_and_to_nobody_else(name: str, scene: Scene) -> None:
    """Nobody's standing replaces the link: not the learner's, not an administrator's."""
    for method in ROUTES[name].access.actions:
        assert succeeded(ask(scene, "ANON", method, name))
    held, scene.objects["rater_token"] = scene.objects["rater_token"], "A" * 22
    answers = {
        (actor, method): ask(scene, actor, method, name).status_code
        for method in ("GET", "POST")
        for actor in ("ANON", *PLAYED_BY)
    }
    scene.objects["rater_token"] = held
    assert {key: status for key, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("name", [name for name in OURS if name not in PUBLIC and name not in BY_LINK])
def test_nobody_is_sent_to_sign_in(name: str, scene: Scene) -> None:
    answers = {method: ask(scene, "ANON", method, name) for method in ("GET", "POST")}
    assert {method: response.status_code for method, response in answers.items()} == {"GET": 302, "POST": 302}
    assert all(response.url.startswith("/accounts/login/") for response in answers.values())


@pytest.mark.parametrize("name", OURS)
def test_other_methods_change_nothing(name: str, scene: Scene) -> None:
    route = ROUTES[name]
    assert route.access is not None
    others = [method for method in METHODS if method not in route.access.actions]
    statuses = {
        (actor, method): ask(scene, actor, method, name).status_code for method in others for actor in ("L", "PA")
    }
    assert {key: status for key, status in statuses.items() if status not in (403, 404, 405)} == {}


def test_rows_of_the_matrix_that_no_page_answers_yet_are_these() -> None:
    answered = {route.access.object for route in ROUTES.values() if route.access}
    assert sorted(set(matrix.objects()) - answered) == PENDING
