"""Load one page with wrk, the way a browser with one session would."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = """\
{posts}
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %f %f %f %d %d %d\\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests / (summary.duration / 1000000), summary.requests,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
"""
# The first call of `request` is wrk's own look at the script: nothing of it is sent, so it is nobody's turn.
_POSTS = """\
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local rows, words, turn = {{{rows}}}, {{{words}}}, -1
function request()
  local row = rows[math.max(turn, 0) % #rows + 1]
  local body = string.format(row[1], words[row[2] % #words + 1], row[2])
  if turn >= 0 then row[2] = row[2] + {step} end
  turn = turn + 1
  return wrk.format(nil, nil, nil, body)
end
"""


class LoadToolMissingError(Exception):
    """wrk is not on PATH."""


@dataclass(frozen=True)
class Posts:
    """What is sent, one row after the other and again from the first: a body in which %s takes one of `words` and %d a
    number, and that number, to which each turn adds `step`."""

    rows: list[tuple[str, int]]
    words: tuple[str, ...] = ("",)
    step: int = 0

    @property
    def first(self) -> str:
        """The body that goes out first."""
        body, number = self.rows[0]
        for mark, value in (("%s", self.words[number % len(self.words)]), ("%d", str(number))):
            body = body.replace(mark, value)
        return body


@dataclass(frozen=True)
class Load:
    """What one run of the load tool saw: milliseconds, pages a second, requests, and how many failed."""

    p50: float
    p95: float
    rate: float
    requests: int
    failed: int


def load(url: str, *, clients: int, seconds: int, headers: dict[str, str], work: Path, posts: Posts | None) -> Load:
    """Ask for `url` again and again for `seconds` with `clients` connections; with `posts`, send these."""
    if shutil.which("wrk") is None:
        raise LoadToolMissingError("The load tool wrk is not on PATH (Debian: apt-get install wrk).")
    script = work / "load.lua"
    script.write_text(_SCRIPT.format(posts=_posting(posts) if posts else ""))
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(script)]
    command += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    output = subprocess.run([*command, url], capture_output=True, text=True, timeout=seconds + 30, check=True).stdout  # noqa: S603
    found = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+) (\d+) (\d+)", output)
    if found is None:
        raise LoadToolMissingError("wrk printed no result: is it version 4?")
    p50, p95, rate, requests, broken, refused = found.groups()
    return Load(float(p50), float(p95), float(rate), int(requests), int(broken) + int(refused))


def _posting(posts: Posts) -> str:
    rows = ",\n".join(f"{{[[{body}]], {number}}}" for body, number in posts.rows)
    words = ", ".join(f"[[{word}]]" for word in posts.words)
    return _POSTS.format(rows=rows, words=words, step=posts.step)
