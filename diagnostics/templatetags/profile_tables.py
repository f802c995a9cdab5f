"""Draws the tables, sentences and quotes of a profile. Joined here and not in templates: more than a thousand cells
take milliseconds."""

from collections.abc import Iterable, Sequence

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from diagnostics.models import Item
from diagnostics.selectors.feedback import Comment
from diagnostics.selectors.profile import ProfileDomain, ProfileLine
from diagnostics.selectors.profile_columns import Column, figure, mean_figure
from diagnostics.selectors.profile_sentences import Sentence
from diagnostics.selectors.profile_shown import ShownProfile

register = template.Library()


@register.simple_tag
def profile_domains(*, shown: ShownProfile) -> SafeString:
    """Domains down, voices across: the numbers of the figures."""
    heads = _voices(shown)
    labels = [escape(title) for title, _note in heads]
    pieces = [_head(_("Part"), heads, css="numeric"), "<tbody>"]
    for domain in shown.profile.domains:
        means = [domain.level, domain.expected, *(domain.mean_of(column) for column in shown.profile.columns)]
        cells = "".join(
            f'<td class="numeric" data-label="{label}">{mean_figure(mean)}</td>'
            for label, mean in zip(labels, means, strict=True)
        )
        pieces.append(f'<tr><th scope="row">{escape(domain.title)}</th>{cells}</tr>')
    return mark_safe("".join([*pieces, "</tbody>"]))  # noqa: S308  every text is escaped above


@register.simple_tag
def profile_lines(*, shown: ShownProfile, domain: ProfileDomain) -> SafeString:
    """The statements of one domain down, voices across; beside them what else was asked of her."""
    heads = [*_voices(shown), *_asked(shown)]
    labels = [f' data-label="{escape(title)}"' for title, _note in heads]
    pieces = [_head(_("Statement"), heads), "<tbody>"]
    for line in domain.lines:
        texts = _texts(shown, line)
        cells = "".join(f"<td{label}>{text}</td>" for label, text in zip(labels, texts, strict=True))
        pieces.append(f'<tr><th scope="row">{_named(line.item)}</th>{cells}</tr>')
    return mark_safe("".join([*pieces, "</tbody>"]))  # noqa: S308  every text is escaped above


@register.simple_tag
def report_lines(*, groups: Sequence[Column], items: Sequence[Item]) -> SafeString:
    """Statements down, groups of others across."""
    heads = [(column.title, column.note) for column in groups]
    pieces = [_head(_("Statement"), heads, css="numeric"), "<tbody>"]
    for item in items:
        cells = "".join(
            f'<td class="numeric" data-label="{escape(column.title)}">{figure(column.ranks.get(item.lineage))}</td>'
            for column in groups
        )
        pieces.append(f'<tr><th scope="row">{_named(item)}</th>{cells}</tr>')
    return mark_safe("".join([*pieces, "</tbody>"]))  # noqa: S308  every text is escaped above


@register.simple_tag
def profile_sentences(*, sentences: Sequence[Sentence]) -> SafeString:
    """Statement, what is said of it, and her own words."""
    pieces = []
    for one in sentences:
        note = f' <span class="muted">{escape(one.note)}</span>' if one.note else ""
        example = _quoted(one.example, "") if one.example else ""
        text = f'<span class="sentence-text">{escape(one.text)}{note}</span>'
        pieces.append(f"<li><b>{escape(one.statement)}</b> {text}{example}</li>")
    return mark_safe("".join(pieces))  # noqa: S308  every text is escaped above


@register.simple_tag
def comment_quotes(*, comments: Sequence[Comment]) -> SafeString:
    """What others wrote: there may be hundreds."""
    return mark_safe("".join(_quoted(one.text, one.about) for one in comments))  # noqa: S308  escaped below


def _quoted(text: str, by: str) -> str:
    """As the component `quote` draws it."""
    caption = f"<figcaption>{escape(by)}</figcaption>" if by else ""
    return f'<figure class="quote"><blockquote>{linebreaksbr(text, autoescape=True)}</blockquote>{caption}</figure>'


def _voices(shown: ShownProfile) -> list[tuple[str, str]]:
    columns = [(column.title, column.note) for column in shown.profile.columns]
    return [(shown.self_title, ""), (_("Expected"), ""), *columns]


def _asked(shown: ShownProfile) -> list[tuple[str, str]]:
    importance = [(_("Importance"), "")] if shown.asks_importance else []
    return importance + ([(_("How sure"), "")] if shown.asks_confidence else [])


def _head(first: str, heads: Iterable[tuple[str, str]], css: str = "") -> str:
    cells = "".join(f'<th scope="col" class="{css}">{escape(title)}{_small(note)}</th>' for title, note in heads)
    return f'<thead><tr><th scope="col">{first}</th>{cells}</tr></thead>'


def _small(note: str) -> str:
    return f'<span class="voice-note">{escape(note)}</span>' if note else ""


def _texts(shown: ShownProfile, line: ProfileLine) -> list[str]:
    beside = [figure(column.ranks.get(line.item.lineage)) for column in shown.profile.columns]
    asked = [line.importance_label] if shown.asks_importance else []
    asked += [line.confidence_label] if shown.asks_confidence else []
    return [_said(line), escape(line.expected) or "–", *beside, *(capfirst(word) or "–" for word in asked)]


def _said(line: ProfileLine) -> str:
    if line.rank:
        return f"<b>{escape(line.said)}</b>"
    return _("Not applicable") if line.is_not_applicable else _("Not answered")


def _named(item: Item) -> str:
    code = f'<span class="code">{escape(item.code)}</span> ' if item.code else ""
    return f"{code}{escape(item.statement)}"
