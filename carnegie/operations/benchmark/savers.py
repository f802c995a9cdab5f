"""Fifty learners answer at once, each in a session of her own; every acknowledgement is looked up afterwards.

wrk runs a thread a learner. Each remembers which revision and level was last acknowledged for each of her statements;
a statement whose row is missing, older, or of another level at that revision is lost.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from carnegie.operations.benchmark.drive import LoadToolMissingError
from carnegie.operations.benchmark.large import Large
from carnegie.operations.benchmark.measure import CSRF_TOKEN, session_of
from diagnostics.models import Answer

_SCRIPT = """\
local learners = {{{learners}}}
local items = {{{items}}}
local threads = {{}}
kept, turn = {{}}, 0

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function request()
  place, rank = turn % #items + 1, (turn + math.floor(turn / #items)) % 5 + 1
  turn = turn + 1
  local body = string.format(
    '{{"level": "%d", "importance": "2", "example": "", "base_revision": 0, "writer": "%032d", "stroke": %d}}',
    rank, number, turn
  )
  local headers = {{["Content-Type"] = "application/json", ["X-CSRFToken"] = "{token}"}}
  headers["Cookie"] = learners[number][2]
  return wrk.format("POST", (learners[number][1]:gsub("ITEM", items[place])), headers, body)
end

function response(status, headers, body)
  if status == 200 then kept[place] = body:match('"revision": (%d+)') .. " " .. rank end
end

function done(summary, latency, requests)
  for number, thread in ipairs(threads) do
    for place, said in pairs(thread:get("kept")) do
      io.write(string.format("KEPT %d %d %s\\n", number - 1, place - 1, said))
    end
  end
  local errors = summary.errors
  io.write(string.format("RESULT %f %f %f %d %d\\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests / (summary.duration / 1000000), summary.requests,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end
"""


@dataclass(frozen=True)
class Saving:
    """What fifty learners saw: milliseconds, answers a second, how many were acknowledged and how many requests failed;
    then how many rows there are, and how many acknowledgements were not true."""

    p50: float
    p95: float
    rate: float
    acknowledged: int
    failed: int
    stored: int
    lost: int


def save_together(large: Large, *, base_url: str, seconds: int, work: Path) -> Saving:
    """Begins with nothing answered, so that the first saves insert and later ones update."""
    if shutil.which("wrk") is None:
        raise LoadToolMissingError("The load tool wrk is not on PATH (Debian: apt-get install wrk).")
    hers = Answer.objects.filter(attempt__in=[saver.attempt for saver in large.savers])
    hers.delete()
    script = work / "savers.lua"
    script.write_text(_script(large))
    number = str(len(large.savers))
    command = ["wrk", f"-t{number}", f"-c{number}", f"-d{seconds}s", "-s", str(script), base_url]
    output = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=True).stdout  # noqa: S603
    p50, p95, rate, requests, failed = map(float, re.findall(r"^RESULT (.*)$", output, re.MULTILINE)[0].split())
    return Saving(p50, p95, rate, int(requests - failed), int(failed), hers.count(), len(lost(large, told_of(output))))


def told_of(output: str) -> dict[tuple[int, int], tuple[int, int]]:
    """By learner and statement the revision and level that were acknowledged last."""
    rows = [tuple(map(int, line.split())) for line in re.findall(r"^KEPT (.*)$", output, re.MULTILINE)]
    return {(learner, place): (revision, rank) for learner, place, revision, rank in rows}


def lost(large: Large, told: dict[tuple[int, int], tuple[int, int]]) -> list[tuple[int, int]]:
    """Which acknowledgements were not true. A row may be newer: the answer to the last save had not come yet."""
    hers = Answer.objects.filter(attempt__in=[saver.attempt for saver in large.savers])
    rows = hers.values_list("attempt", "item", "revision", "level__rank")
    stored = {(attempt, item): (revision, rank) for attempt, item, revision, rank in rows}
    found = []
    for (learner, place), (revision, rank) in told.items():
        kept = stored.get((large.savers[learner].attempt, large.items[place]), (0, 0))
        if kept[0] < revision or (kept[0] == revision and kept[1] != rank):
            found.append((learner, place))
    return found


def _script(large: Large) -> str:
    rows = []
    for saver in large.savers:
        path = reverse("diagnostics:answer-save", args=[saver.attempt, large.items[0]])
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(saver.email)}; csrftoken={CSRF_TOKEN}"
        rows.append(f"{{[[{path.replace(str(large.items[0]), 'ITEM')}]], [[{cookie}]]}}")
    items = ", ".join(f"[[{item}]]" for item in large.items)
    return _SCRIPT.format(learners=", ".join(rows), items=items, token=CSRF_TOKEN)
