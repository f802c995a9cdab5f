"""The components that every page is built from, with declared arguments: a misspelt one stops the template.

A tag that ends in `{% end… %}` wraps what stands between; the others stand alone. All arguments are keywords.
`/gallery/` shows each in every variant, docs/components.md lists them, and docs/adr/0020 says why they are plain
Python functions.
"""

from carnegie.core.templatetags.components.content import (
    card,
    empty_state,
    fold,
    hours,
    next_step,
    person,
    quote,
    row,
    rows,
    stat,
    summary_list,
    summary_row,
    task,
    task_list,
    when,
)
from carnegie.core.templatetags.components.drawing import register
from carnegie.core.templatetags.components.figures import (
    meter,
    progress,
    radar,
    station,
    thread,
    thread_strip,
    versus,
)
from carnegie.core.templatetags.components.forms import error_summary, sentence
from carnegie.core.templatetags.components.furniture import (
    actions,
    button,
    chip,
    crumb,
    crumbs,
    icon,
    notice,
    page_header,
    side_nav,
    steps,
    tabs,
)
from carnegie.core.templatetags.components.tables import data_table, filter_bar, pagination

__all__ = [
    "actions",
    "button",
    "card",
    "chip",
    "crumb",
    "crumbs",
    "data_table",
    "empty_state",
    "error_summary",
    "filter_bar",
    "fold",
    "hours",
    "icon",
    "meter",
    "next_step",
    "notice",
    "page_header",
    "pagination",
    "person",
    "progress",
    "quote",
    "radar",
    "register",
    "row",
    "rows",
    "sentence",
    "side_nav",
    "stat",
    "station",
    "steps",
    "summary_list",
    "summary_row",
    "tabs",
    "task",
    "task_list",
    "thread",
    "thread_strip",
    "versus",
    "when",
]
