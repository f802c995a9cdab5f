"""Reading from other servers: real ones on this machine, and every address that must never be asked."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from carnegie.core import fetching

Answer = Callable[[BaseHTTPRequestHandler], None]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        self.server.answers[self.path](self)  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: Any) -> None:
        """Tests print nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    with Server() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def says(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def fetch(address: str, limit: int = 1_000) -> bytes:
    return fetching.fetch(address, accept="application/json", limit=limit)


def test_what_stands_there_is_read(server: Server) -> None:
    server.answers["/a?b=1"] = says(b'{"CFDocument": {}}')
    assert fetch(server.at("/a?b=1")) == b'{"CFDocument": {}}'
    [(_path, headers)] = server.asked
    assert (headers["Host"], headers["Accept"], headers["Accept-Encoding"]) == (
        f"127.0.0.1:{server.server_port}",
        "application/json",
        "identity",
    )


def test_redirects_are_followed_three_times(server: Server) -> None:
    for step in range(5):
        server.answers[f"/{step}"] = says(b"", 302, Location=f"/{step + 1}")
    server.answers["/5"] = says(b"here")
    assert fetch(server.at("/2")) == b"here"
    with pytest.raises(fetching.Unreachable, match="without an end"):
        fetch(server.at("/0"))


def test_a_redirect_is_checked_like_the_first_address(server: Server) -> None:
    server.answers["/away"] = says(b"", 302, Location="ftp://example.org/secret")
    with pytest.raises(fetching.Unreachable, match="begin with https"):
        fetch(server.at("/away"))


@pytest.mark.parametrize("status", [201, 204, 401, 404, 500])
def test_any_other_status_is_told(server: Server, status: int) -> None:
    server.answers["/x"] = says(b"", status)
    with pytest.raises(fetching.Unreachable, match=f"status {status}"):
        fetch(server.at("/x"))


def test_no_more_than_the_limit_is_read(server: Server) -> None:
    server.answers["/big"] = says(b"x" * 1_001)
    server.answers["/fits"] = says(b"x" * 1_000)
    assert len(fetch(server.at("/fits"))) == 1_000
    with pytest.raises(fetching.Unreachable, match="larger than"):
        fetch(server.at("/big"))


def test_what_is_packed_is_not_unpacked(server: Server) -> None:
    server.answers["/zip"] = says(b"\x1f\x8b", Content_Encoding="gzip")
    with pytest.raises(fetching.Unreachable, match="packed"):
        fetch(server.at("/zip"))


def test_a_server_that_never_ends_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WHOLE_SECONDS", 0.3)

    def drips(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        with contextlib.suppress(OSError):  # the other side has gone: what is asked for here
            for _drop in range(20):
                request.wfile.write(b"x")
                time.sleep(0.1)

    server.answers["/slow"] = drips
    begun = time.monotonic()
    with pytest.raises(fetching.Unreachable, match="more than a minute"):
        fetch(server.at("/slow"))
    assert time.monotonic() - begun < 1.5


def test_a_server_that_says_nothing_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "READ_SECONDS", 0.2)
    server.answers["/silent"] = lambda request: time.sleep(1)
    with pytest.raises(fetching.Unreachable, match="does not answer"):
        fetch(server.at("/silent"))


def test_an_answer_that_breaks_off_is_told(server: Server) -> None:
    server.answers["/half"] = says(b"half", Content_Length="400")
    with pytest.raises(fetching.Unreachable, match="stopped in the middle"):
        fetch(server.at("/half"))


def test_nobody_there(server: Server) -> None:
    with pytest.raises(fetching.Unreachable, match="does not answer"):
        fetch("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104 - refused
        *(
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "ff02::1",
            "fec0::1",
        ),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
def test_the_own_network_is_not_asked(ip: str) -> None:
    assert not fetching.is_open(ip)


@pytest.mark.parametrize("ip", ["1.1.1.1", "2606:4700:4700::1111"])
def test_the_open_internet_is(ip: str) -> None:
    assert fetching.is_open(ip)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"]
)
def test_however_it_is_written(host: str) -> None:
    with pytest.raises(fetching.Unreachable, match=r"not on the open internet|no server with the name"):
        fetch(f"https://{host}/ims/case/v1p1/CFPackages/x")


def test_one_inside_address_among_open_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(0, 0, 0, "", (ip, 443)) for ip in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **how: rows)
    with pytest.raises(fetching.Unreachable, match="not on the open internet"):
        fetch("https://example.org/")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://example.org/", "begin with https"),
        ("ftp://example.org/", "begin with https"),
        ("file:///etc/passwd", "begin with https"),
        ("https://", "begin with https"),
        ("example.org", "begin with https"),
        ("https://name:word@example.org/", "a name or a password"),
        ("https://example.org:99999/", "not an address"),
        ("https://[::1/", "not an address"),
        ("https://ex\u00e4mple\u2026.invalid/", "no server with the name"),
    ],
)
def test_what_is_no_address_for_all(address: str, why: str) -> None:
    with pytest.raises(fetching.Unreachable, match=why):
        fetch(address)
