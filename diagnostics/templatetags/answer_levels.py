"""Draws the radio buttons of a card. Joined here and not in templates: a page of twelve statements has more than a
hundred of them, which were half of its time."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

from diagnostics.forms.answering import BesideField, Card
from diagnostics.selectors.questionnaire import Question

register = template.Library()


@register.simple_tag
def level_choices(*, question: Question, card: Card) -> SafeString:
    """The levels of one statement in words, with what each looks like there."""
    choices = [(choice.value, choice.label, choice.text) for choice in question.choices]
    return _radios(f"{card.prefix}-level", "level", card.given["level"], choices)


@register.simple_tag
def beside_choices(*, one: BesideField, card: Card) -> SafeString:
    """The answers to choose from of what is asked beside the level."""
    choices = [(value, word, "") for value, word in one.ask.choices]
    return _radios(f"{card.prefix}-{one.ask.name}", one.ask.name, one.value, choices)


def _radios(name: str, testid: str, chosen: str, choices: Iterable[tuple[str, str, str]]) -> SafeString:
    pieces = []
    for value, word, text in choices:
        checked = " checked" if value == chosen else ""
        field = f'<input type="radio" name="{name}" value="{value}"{checked} data-testid="{testid}-{value}">'
        more = f"<span>{escape(text)}</span>" if text else ""
        pieces.append(f'<label class="level">{field}<b>{escape(word)}</b>{more}</label>')
    return mark_safe("\n".join(pieces))  # noqa: S308  names and values are ours, every text is escaped above
