"""Frameworks brought in from files: how long it takes, and the memory of a process that does nothing else."""

import csv
import io
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from carnegie.core import clock
from carnegie.operations.benchmark.dataset import ADMIN
from carnegie.people.models import User
from standards.models import FrameworkVersion
from standards.services import delete_draft

TIMES = 5
BRANCHES = 12  # children of each element, so that 10,000 stand five levels deep
STATEMENT = "Leads people, learning and change well at work, with evidence from her own practice, in setting"
MOODLE = (
    *("Parent ID number", "ID number", "Short name", "Description", "Description format", "Scale values"),
    *("Scale configuration", "Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)"),
    *("Cross-referenced competency ID numbers", "Exported ID (optional)", "Is framework", "Taxonomy"),
)
LEVELS = '[{"scaleid":"2"},{"id":1,"scaledefault":1,"proficient":0},{"id":2,"scaledefault":0,"proficient":1}]'


@dataclass(frozen=True)
class ImportFigures:
    """One file brought in several times, each time as a new framework and into a process of its own."""

    title: str
    elements: int
    associations: int
    seconds: list[float]
    megabytes: float

    @property
    def middle(self) -> float:
        return median(self.seconds)


def imports(work: Path) -> list[ImportFigures]:
    """The two sizes in the two formats that most frameworks come in."""
    files = [(kind, size) for size in (1_189, 10_000) for kind in (("CASE", case_file), ("Moodle CSV", moodle_file))]
    return [_measure(f"{size:,} elements, {name}", write, size, work) for (name, write), size in files]


def _measure(title: str, write: Callable[[int, uuid.UUID], str], size: int, work: Path) -> ImportFigures:
    told = [_bring_in(write(size, uuid.uuid4()), work) for _time in range(TIMES)]
    return ImportFigures(
        title=title,
        elements=told[0]["elements"],
        associations=told[0]["associations"],
        seconds=[one["seconds"] for one in told],
        megabytes=max(one["megabytes"] for one in told),
    )


def _bring_in(text: str, work: Path) -> dict[str, Any]:
    """What the process said; the framework is taken away again, so that the other figures stay what they are."""
    path = work / "framework"
    path.write_text(text)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "carnegie.settings.benchmark"}
    command = [sys.executable, "-m", "carnegie.operations.benchmark.one_import", str(path)]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode:
        raise ValueError(f"A framework could not be brought in: {answer.stderr[-500:]}")
    told: dict[str, Any] = json.loads(answer.stdout)
    version = FrameworkVersion.objects.get(pk=told["framework"])
    delete_draft(version=version, by=User.objects.get(email=ADMIN), now=clock.now())
    return told


def case_file(size: int, document: uuid.UUID) -> str:
    """A CASE package: every element has its place by association, every fourth is linked to the one before."""
    items = [_item(document, n) for n in range(size)]
    places = [_link(document, n, "isChildOf", _parent(document, n)) for n in range(size)]
    links = [_link(document, n, "isRelatedTo", _key(document, n - 1)) for n in range(4, size, 4)]
    about = {"identifier": str(document), "title": f"Framework {document}", "creator": "Benchmark standards board"}
    return json.dumps({"CFDocument": about, "CFItems": items, "CFAssociations": [*places, *links]})


def _item(document: uuid.UUID, n: int) -> dict[str, Any]:
    return {
        "identifier": _key(document, n),
        "uri": f"https://standards.example/CFItems/{_key(document, n)}",
        "fullStatement": f"{STATEMENT} {n}",
        "humanCodingScheme": f"S{n}",
        "CFItemType": "Standard",
        "notes": "What it looks like differs from setting to setting." if n % 3 == 0 else "",
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
    }


def _link(document: uuid.UUID, n: int, kind: str, other: str) -> dict[str, Any]:
    return {
        "identifier": str(uuid.uuid5(document, f"{kind} {n}")),
        "associationType": kind,
        "originNodeURI": {"identifier": _key(document, n), "title": f"S{n}"},
        "destinationNodeURI": {"identifier": other, "title": "other"},
        "sequenceNumber": n + 1,
    }


def _key(document: uuid.UUID, n: int) -> str:
    return str(uuid.uuid5(document, str(n)))


def _parent(document: uuid.UUID, n: int) -> str:
    return _key(document, (n - BRANCHES) // BRANCHES) if n >= BRANCHES else str(document)


def moodle_file(size: int, document: uuid.UUID) -> str:
    """A Moodle file with descriptions in HTML; every fourth competency refers to the one before."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(MOODLE)
    about = ["", f"F{document}", "Framework", "", 1, "Not yet,Yes", LEVELS, "", "", "", "", "", 1, "domain,value"]
    writer.writerow(about)
    for n in range(size):
        parent = f"S{(n - BRANCHES) // BRANCHES}" if n >= BRANCHES else ""
        other = f"S{n - 1}" if n >= 4 and n % 4 == 0 else ""
        row = [parent, f"S{n}", f"{STATEMENT[:80]} {n}", f"<p>{STATEMENT} <b>{n}</b></p>", 1]
        writer.writerow([*row, "", "", "", "", "", other, n + 1, "", ""])
    return out.getvalue()
