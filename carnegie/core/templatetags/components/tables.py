"""Tables and long lists."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from carnegie.core.templatetags.components.drawing import draw, register


@register.simple_block_tag
def data_table(
    content: SafeString,
    *,
    caption: str,
    show_caption: bool = False,
    sticky: bool = True,
    tall: bool = False,
    stack: bool = False,
    id: str = "",
    testid: str = "",
) -> SafeString:
    """A table around `<thead>` and `<tbody>`; it scrolls inside itself when wide.

    `sticky` keeps the head in view, `tall` limits the height so that it can, `stack` turns rows into blocks on a
    phone (give cells `data-label="Column"`). The caption is always there for screen readers.
    """
    return draw(
        "data_table",
        content=content,
        caption=caption,
        show_caption=show_caption,
        sticky=sticky,
        tall=tall,
        stack=stack,
        id=id,
        testid=testid,
    )


@register.simple_block_tag
def filter_bar(content: SafeString, *, clear: str = "", label: str = "", testid: str = "filter") -> SafeString:
    """A GET form around filter fields; `clear` is the address without filters, shown when something is filtered."""
    return draw("filter_bar", content=content, clear=clear, label=label or _("Filter this list"), testid=testid)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, *, page: Page, param: str = "page") -> dict[str, Any]:
    """How many there are, and the way to the other pages, keeping the filters in the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    request = context.get("request")
    links = [(number, _page_link(request, param, number)) for number in numbers]
    return {"page": page, "links": links, "several": page.paginator.num_pages > 1}


def _page_link(request: HttpRequest | None, param: str, number: int | str) -> str:
    if not isinstance(number, int):
        return ""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[param] = str(number)
    return f"?{query.urlencode()}"
