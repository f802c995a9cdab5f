"""Turns HTML of other systems into text with the little that Markdown and plain text share.

Paragraphs, line breaks, lists, links and addresses of pictures stay; everything else loses its tags and keeps its
words; what could be executed or is not text is left out and named. The result is text: pages escape it as any other.
One pass from left to right, in time that grows with the length only, whatever the input is.
"""

import html
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from standards.formats.clean import Cleaner

# No "<" inside a tag, so that each attempt ends at the next one.
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>""")
_START = re.compile(r"<(?=[a-zA-Z/!?])")
_DECLARATION = re.compile(r"<[!?][^<>]*+>")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>()]+\Z", re.IGNORECASE)
_ATTRIBUTES = {
    name: re.compile(rf"""(?:^|[\s"'/]){name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
    for name in ("href", "src", "alt", "title")
}
_BLOCK_NAMES = """
    address article aside blockquote body center dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr html main nav ol p pre section table tbody tfoot thead ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_LINES = frozenset({"br", "li", "tr", "caption"})
_CELLS = frozenset({"td", "th"})
_FORMATTING_NAMES = """
    b big code del em font i ins kbd mark s samp small strike strong sub sup table tt u var
"""
_FORMATTING = frozenset(_FORMATTING_NAMES.split())
# Whatever stands between the tags goes with them.
_SKIPPED = frozenset({"script", "style", "template", "iframe", "svg", "math", "noscript", "noembed", "head", "title"})
_NAMED_NAMES = """
    applet audio base button embed form frame frameset input link meta object option select source textarea track
    video
"""
_NAMED = frozenset(_NAMED_NAMES.split())
MAX_INDENT = 6


@dataclass
class Rendered:
    """`lost` names what was left out, `pictures` counts those kept as an address only."""

    text: str = ""
    lost: set[str] = field(default_factory=set)
    pictures: int = 0
    is_formatted: bool = False


def as_text(source: str) -> Rendered:
    """The words of `source`, an HTML fragment of any quality."""
    if "<" not in source and "&" not in source:
        return Rendered(" ".join(source.split()))
    return _Writer(source).rendered()


class _Writer:
    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Rendered()
        self.lines: list[str] = []
        self.parts: list[str] = []
        self.has_words = False
        self.prefix = ""
        self.lists: list[int | None] = []
        self.link = ""
        self.hints: list[str] = []

    def rendered(self) -> Rendered:
        place = 0
        while start := _START.search(self.source, place):
            self._say(self.source[place : start.start()])
            place = self._markup(start.start())
        self._say(self.source[place:])
        self._close_link()
        self._end_line()
        self.found.text = "\n".join(self.lines).strip()
        return self.found

    def _markup(self, start: int) -> int:
        """Deals with what begins at the "<" at `start`; where to go on."""
        if self.source.startswith("<!--", start):
            end = self.source.find("-->", start)
            return end + 3 if end >= 0 else len(self.source)
        if tag := _TAG.match(self.source, start):
            return self._tag(bool(tag[1]), tag[2].lower(), tag[3], tag.end())
        if declaration := _DECLARATION.match(self.source, start):
            return declaration.end()
        self._say("<")
        return start + 1

    def _tag(self, is_end: bool, name: str, attributes: str, end: int) -> int:
        if name in _SKIPPED:
            self.found.lost.add(name)
            return end if is_end else self._skip(name, end)
        if name in _NAMED:
            self.found.lost.add(name)
        self.found.is_formatted |= name in _FORMATTING
        if name in _BLOCKS or name in _LINES:
            self._break(name, is_end)
        elif name in _CELLS and not is_end:
            self.parts.append(" | " if self.has_words else "")
        elif name in ("a", "abbr"):
            self._inline(name, is_end, attributes)
        elif name == "img":
            self._picture(attributes)
        return end

    def _skip(self, name: str, start: int) -> int:
        found = re.compile(f"</{name}(?![a-z0-9])[^<>]*+>?", re.IGNORECASE).search(self.source, start)
        return found.end() if found else len(self.source)

    def _break(self, name: str, is_end: bool) -> None:
        self._end_line()
        if name in ("ul", "ol"):
            self._list(name, is_end)
        if name == "li":
            self.prefix = "" if is_end else self._bullet()
        elif name in _BLOCKS and len(self.lists) == (0 if is_end or name not in ("ul", "ol") else 1):
            self._blank_line()

    def _list(self, name: str, is_end: bool) -> None:
        self.prefix = ""
        if not is_end:
            self.lists.append(0 if name == "ol" else None)
        elif self.lists:
            self.lists.pop()

    def _bullet(self) -> str:
        indent = "  " * min(len(self.lists) - 1, MAX_INDENT)
        if self.lists and (count := self.lists[-1]) is not None:
            self.lists[-1] = count + 1
            return f"{indent}{count + 1}. "
        return f"{indent}- "

    def _inline(self, name: str, is_end: bool, attributes: str) -> None:
        """Links, and abbreviations with what they stand for."""
        if name == "abbr":
            hint = self.hints.pop() if is_end and self.hints else "" if is_end else _attribute(attributes, "title")
            if is_end:
                self.parts.append(f" ({hint})" if hint else "")
            else:
                self.hints.append(hint)
            return
        self._close_link()
        if not is_end:
            self._open_link(_attribute(attributes, "href"))

    def _open_link(self, address: str) -> None:
        if _SAFE_ADDRESS.match(address):
            self.link = address
            self.parts.append("[")
        elif address:
            self.found.lost.add(f"link to {address[:60]}")

    def _close_link(self) -> None:
        if not self.link:
            return
        if self.parts and self.parts[-1] == "[":
            self.parts[-1] = self.link
        else:
            self.parts.append(f"]({self.link})")
        self.link = ""

    def _picture(self, attributes: str) -> None:
        address, words = _attribute(attributes, "src"), _attribute(attributes, "alt")
        if _SAFE_ADDRESS.match(address):
            self.found.pictures += 1
            self.parts.append(f" {words} ({address}) " if self.link or not words else f" [{words}]({address}) ")
        else:
            self.found.lost.add("img")
            self.parts.append(f" {words} ")

    def _say(self, text: str) -> None:
        if text:
            self.parts.append(html.unescape(text))
            self.has_words = self.has_words or not text.isspace()

    def _end_line(self) -> None:
        """Ends the line where it holds words; an item or a link that has none yet waits for those to come."""
        is_waiting = bool(self.link) and self.parts[-1:] == ["["]
        if is_waiting:
            self.parts.pop()
        else:
            self._close_link()
        line = " ".join("".join(self.parts).split())
        self.parts[:] = ["["] if is_waiting else []
        self.has_words = False
        if line:
            self.lines.append(self.prefix + line)
            self.prefix = " " * len(self.prefix)

    def _blank_line(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


def _attribute(attributes: str, name: str) -> str:
    found = _ATTRIBUTES[name].search(attributes)
    value = next((one for one in found.groups() if one is not None), "") if found else ""
    return " ".join(html.unescape(value).split())


class MarkupCleaner:
    """Makes text of the HTML fields of a file and says what was left out; mere formatting only once a file."""

    def __init__(self) -> None:
        self.has_told = False

    def text(self, source: str, field: str, clean: Cleaner) -> str:
        found = as_text(source)
        if found.lost:
            names = ", ".join(sorted(found.lost)[:8])
            clean.warn("html_left_out", _("Left out of the text: %(names)s.") % {"names": names}, field)
        if found.pictures:
            message = _("Pictures are kept as their addresses only (%(count)d).") % {"count": found.pictures}
            clean.warn("picture_as_address", message, field)
        if found.is_formatted and not self.has_told:
            self.has_told = True
            message = _("Bold, italics, colours and tables are not stored, here and in other rows: their words are.")
            clean.warn("formatting_left_out", message, field)
        return clean.text(found.text, field)
