"""The same pages before and after a million answers more."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from carnegie.operations.benchmark.drive import Load
from carnegie.operations.benchmark.large import Large
from carnegie.operations.benchmark.measure import measure_alone
from carnegie.operations.benchmark.million import a_million_more
from carnegie.operations.benchmark.pages import Page, large_pages
from carnegie.operations.benchmark.savers import Saving, save_together
from diagnostics.models import Answer


@dataclass(frozen=True)
class Grown:
    """One page with one client, before and after."""

    title: str
    before: Load
    after: Load

    @property
    def factor(self) -> float:
        return self.after.p50 / self.before.p50


@dataclass(frozen=True)
class Growth:
    """`pages`: the floor first; it asks for no answer, so its factor is the machine's own between the two runs."""

    before: int
    after: int
    pages: list[Grown]
    saving: Saving


def grown(floor: Page, large: Large, *, base_url: str, seconds: int, work: Path, now: dt.datetime) -> Growth:
    """Measures both within minutes of each other, since a shared machine is busier at one time than at another."""
    pages = [floor, *large_pages(large)]
    before = [measure_alone(page, base_url=base_url, seconds=seconds, work=work) for page in pages]
    stored = Answer.objects.count()
    with a_million_more(now) as total:
        after = [measure_alone(page, base_url=base_url, seconds=seconds, work=work) for page in pages]
        saving = save_together(large, base_url=base_url, seconds=seconds, work=work)
    rows = [Grown(page.title, *loads) for page, *loads in zip(pages, before, after, strict=True)]
    return Growth(stored, total, rows, saving)
