"""Draws the fields of a card. Joined here and not in templates: a page of twelve statements has more than a hundred
radio buttons, which were half of its time, and the fields around them a quarter of what was left."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from diagnostics.forms.answering import BesideField, Card
from diagnostics.selectors.questionnaire import Question

register = template.Library()


@register.simple_tag
def level_choices(*, question: Question, card: Card) -> SafeString:
    """The levels of one statement in words, with what each looks like there."""
    choices = [(choice.value, choice.label, choice.text) for choice in question.choices]
    return _radios(f"{card.prefix}-level", "level", card.given["level"], choices)


@register.simple_tag
def beside_field(*, one: BesideField, card: Card) -> SafeString:
    """What is asked beside the level: answers to choose from, or room for words."""
    return _to_choose(one, card.prefix) if one.ask.choices else _in_words(one, card.prefix)


def _to_choose(one: BesideField, prefix: str) -> SafeString:
    name = f"{prefix}-{one.ask.name}"
    radios = _radios(name, one.ask.name, one.value, [(value, word, "") for value, word in one.ask.choices])
    return mark_safe(  # noqa: S308  the name is ours, every text is escaped
        f'<fieldset class="importance" id="id_{name}"><legend>{_legend(one)}</legend>{_wrong(one)}'
        f'<div class="importance-row">{radios}</div></fieldset>'
    )


def _in_words(one: BesideField, prefix: str) -> SafeString:
    name, css = f"{prefix}-{one.ask.name}", "form-control is-invalid" if one.error else "form-control"
    hint = _("What did you do, and what came of it? Leave out names of children and colleagues.")
    return mark_safe(  # noqa: S308  the name is ours, every text is escaped
        f'<label class="form-label" for="id_{name}">{_legend(one)}</label>'
        f'<p class="form-text" id="hint-{prefix}">{escape(hint)}</p>{_wrong(one)}'
        f'<textarea class="{css}" id="id_{name}" name="{name}" rows="3" maxlength="4000" '
        f'aria-describedby="hint-{prefix}" data-testid="example">{escape(one.value)}</textarea>'
    )


def _legend(one: BesideField) -> str:
    must = f' <span class="muted small">{escape(_("(must be answered)"))}</span>' if one.ask.is_required else ""
    return f"{escape(one.ask.legend)}{must}"


def _wrong(one: BesideField) -> str:
    return f'<p class="invalid-feedback d-block">{escape(one.error)}</p>' if one.error else ""


def _radios(name: str, testid: str, chosen: str, choices: Iterable[tuple[str, str, str]]) -> SafeString:
    pieces = []
    for value, word, text in choices:
        checked = " checked" if value == chosen else ""
        field = f'<input type="radio" name="{name}" value="{value}"{checked} data-testid="{testid}-{value}">'
        more = f"<span>{escape(text)}</span>" if text else ""
        pieces.append(f'<label class="level">{field}<b>{escape(word)}</b>{more}</label>')
    return mark_safe("\n".join(pieces))  # noqa: S308  names and values are ours, every text is escaped above
