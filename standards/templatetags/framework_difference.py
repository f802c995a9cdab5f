"""Draws what changed in a text, with words for those who cannot see the marks."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from standards.selectors.difference import Piece

register = template.Library()


@register.simple_tag
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Removed words as `<del>`, added ones as `<ins>`, each said as such to screen readers."""
    return format_html_join("", "{}", ((_drawn(piece),) for piece in pieces))


def _drawn(piece: Piece) -> str:
    if piece.sign == "=":
        return piece.text
    tag, word = ("del", _("removed:")) if piece.sign == "-" else ("ins", _("added:"))
    hidden = format_html('<span class="visually-hidden"> {} </span>', word)
    return format_html("<{}>{}{}</{}>", SafeString(tag), hidden, piece.text, SafeString(tag))
