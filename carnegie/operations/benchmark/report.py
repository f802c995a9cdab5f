"""The table that a run prints and writes."""

import datetime as dt

from carnegie.operations.benchmark.growth import Growth
from carnegie.operations.benchmark.imports import ImportFigures
from carnegie.operations.benchmark.measure import Figures
from carnegie.operations.benchmark.savers import Saving

HEADER = (
    "| page | queries | p50 / p95 ms, 1 client | × floor | p50 / p95 ms, 8 clients "
    "| pages/s, 8 clients | × floor | KB | KB gzip |",
    "|---|---|---|---|---|---|---|---|---|",
)

IMPORT_HEADER = (
    "| brought in, each time by a process of its own | elements | associations | median s | worst s | peak MB |",
    "|---|---|---|---|---|---|",
)
TARGETS = (
    "To reach, p95 with 1 client: mapping grid 200 ms, one of its cells 20 ms; tree of 1,500 100 ms; coverage of "
    "1,500 × 60 100 ms; CASE package 150 ms. Imports: 1 s, and 5 s with at most 300 MB for the large ones.",
    "Diagnostics: 12 statements 25 ms and 10 queries; save one answer 10 ms and 6 queries, fifty at once 150 answers/s "
    "and 0 lost; profile of 120 80 ms and 15 queries; demand 100 ms and 10 queries; with a million answers more 1.5 ×.",
    "The grid's figure is the server's part of its first paint. Cells are saved one after the other, each with the "
    "revision that it has.",
)


def table(figures: list[Figures]) -> list[str]:
    """One row a page; the first is the floor, and ratios are of median time and of pages a second against it."""
    floor = figures[0]
    return [*HEADER, *(_row(one, floor) for one in figures)]


def _row(one: Figures, floor: Figures) -> str:
    slower = one.alone.p50 / floor.alone.p50
    dearer = floor.together.rate / one.together.rate
    return (
        f"| {one.page.title} | {one.queries} | {one.alone.p50:.1f} / {one.alone.p95:.1f} | {slower:.2f} "
        f"| {one.together.p50:.0f} / {one.together.p95:.0f} | {one.together.rate:.0f} | {dearer:.2f} "
        f"| {one.kilobytes:.0f} | {one.compressed:.0f} |"
    )


def import_table(found: list[ImportFigures]) -> list[str]:
    return [*IMPORT_HEADER, *(_import_row(one) for one in found)]


def _import_row(one: ImportFigures) -> str:
    return (
        f"| {one.title} | {one.elements:,} | {one.associations:,} | {one.middle:.2f} | {max(one.seconds):.2f} "
        f"| {one.megabytes:.0f} |"
    )


def saving_lines(saving: Saving) -> list[str]:
    return [
        f"Fifty learners who answer at once, each statement for the first time: {saving.rate:.0f} answers/s, p50 / p95 "
        f"{saving.p50:.0f} / {saving.p95:.0f} ms, {saving.acknowledged:,} acknowledged, {saving.stored:,} rows stored, "
        f"{saving.lost} lost, {saving.failed} requests failed.",
        "Each acknowledgement is looked up afterwards with its revision and level. A row more than acknowledged was "
        "stored as the load tool stopped.",
    ]


def growth_lines(growth: Growth | None) -> list[str]:
    """Factors are of median times; the floor asks for no answers, so its factor is what the machine did meanwhile."""
    if growth is None:
        return []
    floor = growth.pages[0].factor
    return [
        f"| 1 client, {growth.before:,} answers stored, then {growth.after:,} | p50 / p95 ms before | after | × "
        "| × floor's |",
        "|---|---|---|---|---|",
        *(
            f"| {one.title} | {one.before.p50:.1f} / {one.before.p95:.1f} | {one.after.p50:.1f} / {one.after.p95:.1f} "
            f"| {one.factor:.2f} | {one.factor / floor:.2f} |"
            for one in growth.pages
        ),
        "",
        f"Fifty learners at once among them: {growth.saving.rate:.0f} answers/s, {growth.saving.lost} lost.",
        "",
    ]


def document(
    figures: list[Figures],
    saving: Saving,
    growth: Growth | None,
    brought_in: list[ImportFigures],
    *,
    seconds: int,
    peak: float,
    cores: int,
    others: float,
    on: dt.date,
) -> str:
    """The whole of docs/performance.md; `others` is how many processes kept the machine busy beforehand."""
    lines = [
        "# Performance",
        "",
        "Written by `manage.py benchmark`. Machines differ, so read the columns “× floor”: the floor is a signed-in",
        "page with our base template, one query and sixty rows, measured in the same run.",
        "",
        f"Measured on {on:%-d %B %Y}, {cores} cores, gunicorn with 2 workers, PostgreSQL on the same machine, "
        f"{seconds} s a page and number of clients.",
        f"Processes that wanted a core already when it began (load of the minute before): {others:.1f}.",
        "500 learners in 20 cohorts, frameworks of 300 to 1,500 elements, programmes of 60 items, 20,040 answers; "
        "and one cohort of 500 with 120 statements, 60,480 answers.",
        "",
        *table(figures),
        "",
        f"Requests that failed: {sum(one.alone.failed + one.together.failed for one in figures)}. "
        f"Peak memory of one web worker: {peak:.0f} MB.",
        "",
        *saving_lines(saving),
        "",
        *growth_lines(growth),
        *import_table(brought_in),
        "",
        *TARGETS,
        "",
    ]
    return "\n".join(lines)
