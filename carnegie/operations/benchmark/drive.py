"""Load one page with wrk, the way a browser with one session would."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = """\
{request}
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %f %f %f %d %d %d\\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests / (summary.duration / 1000000), summary.requests,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
"""


class LoadToolMissingError(Exception):
    """wrk is not on PATH."""


@dataclass(frozen=True)
class Load:
    """What one run of the load tool saw: milliseconds, pages a second, requests, and how many failed."""

    p50: float
    p95: float
    rate: float
    requests: int
    failed: int


def load(url: str, *, cookie: str, clients: int, seconds: int, work: Path, post: tuple[str, str] | None = None) -> Load:
    """Ask for `url` again and again for `seconds` with `clients` connections; `post` is (CSRF token, JSON body)."""
    if shutil.which("wrk") is None:
        raise LoadToolMissingError("The load tool wrk is not on PATH (Debian: apt-get install wrk).")
    script = work / "load.lua"
    script.write_text(_SCRIPT.format(request=_post_lines(post) if post else ""))
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(script), "-H", f"Cookie: {cookie}", url]
    output = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=True).stdout  # noqa: S603
    found = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+) (\d+) (\d+)", output)
    if found is None:
        raise LoadToolMissingError("wrk printed no result: is it version 4?")
    p50, p95, rate, requests, broken, refused = found.groups()
    return Load(float(p50), float(p95), float(rate), int(requests), int(broken) + int(refused))


def _post_lines(post: tuple[str, str]) -> str:
    token, body = post
    return (
        'wrk.method = "POST"\n'
        f"wrk.body = [[{body}]]\n"
        'wrk.headers["Content-Type"] = "application/json"\n'
        f'wrk.headers["X-CSRFToken"] = "{token}"'
    )
