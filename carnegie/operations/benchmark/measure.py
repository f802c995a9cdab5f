"""One page measured: queries counted in this process, times and sizes from outside."""

import gzip
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carnegie.operations.benchmark.drive import Load, load
from carnegie.operations.benchmark.pages import Page
from carnegie.people.models import User

CLIENTS = 8  # so many ask at once, where many do
SETTLES = 1.0  # seconds until the request during which a run was stopped is done
CSRF_TOKEN = "benchmarkbenchmarkbenchmarkbench"  # noqa: S105 - the token of a throw-away session


@dataclass(frozen=True)
class Figures:
    """What was measured of one page; `kilobytes` of the answer before and after compression."""

    page: Page
    queries: int
    kilobytes: float
    compressed: float
    alone: Load
    together: Load


def rehearse(page: Page, *, base_url: str, seconds: int, work: Path) -> None:
    """Load it unmeasured: while the first worker answers already, the others are still being started."""
    headers = headers_for(client_of(page), page)
    run_load(page, headers, clients=CLIENTS, base_url=base_url, seconds=seconds, work=work)


def measure(page: Page, *, base_url: str, seconds: int, work: Path) -> Figures:
    """Load one page with one client and with eight, after counting its queries; a page that fails is an error."""
    client = client_of(page)
    headers = headers_for(client, page)
    with CaptureQueriesContext(connection) as queries:
        content = answer(client, page, headers.get("If-None-Match", "")).content

    def run(clients: int) -> Load:
        return run_load(page, headers, clients=clients, base_url=base_url, seconds=seconds, work=work)

    return Figures(
        page=page,
        queries=len(queries),
        kilobytes=len(content) / 1024,
        compressed=len(gzip.compress(content)) / 1024,
        alone=run(1),
        together=run(CLIENTS),
    )


def measure_alone(page: Page, *, base_url: str, seconds: int, work: Path) -> Load:
    """Load one page with one client only."""
    return run_load(page, headers_for(client_of(page), page), clients=1, base_url=base_url, seconds=seconds, work=work)


def run_load(page: Page, headers: dict[str, str], *, clients: int, base_url: str, seconds: int, work: Path) -> Load:
    time.sleep(SETTLES if page.posts else 0)
    posts = page.posts() if page.posts else None
    return load(base_url + page.path, clients=clients, seconds=seconds, headers=headers, work=work, posts=posts)


def client_of(page: Page) -> Client:
    """Within this process, signed in as who asks for the page."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email=page.person))
    return client


def headers_for(client: Client, page: Page) -> dict[str, str]:
    """As a browser would send them that is signed in, and has the page already where that is measured."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(page.person)}; csrftoken={CSRF_TOKEN}"
    first = answer(client, page)
    known = {"If-None-Match": first["ETag"]} if page.is_unchanged else {}
    return {"Cookie": cookie, "X-CSRFToken": CSRF_TOKEN, **known}


def answer(client: Client, page: Page, known: str = "") -> HttpResponse:
    """The page, or 304 to who says which one is `known`; any other answer is an error."""
    if page.posts:
        response = client.post(page.path, page.posts().first, content_type="application/json")
    else:
        response = client.get(page.path, headers={"If-None-Match": known} if known else {})
    if response.status_code != (304 if known else 200):
        raise ValueError(f"{page.title}: {page.path} answered {response.status_code}, so there is nothing to measure.")
    return response


def session_of(email: str) -> str:
    """The key of a session signed in as this person, as a browser would hold it."""
    person = User.objects.get(email=email)
    engine: ModuleType = import_module(settings.SESSION_ENGINE)
    session = engine.SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def peak_megabytes(pids: list[int]) -> float:
    """The largest peak of resident memory among these processes, as the kernel counted it."""
    peaks = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmHWM" in line]
    return max((int(line.split()[1]) / 1024 for line in peaks), default=0.0)
