"""A profile in sentences: the same words on the page and in the PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostics.enums import Confidence
from diagnostics.models import Attempt
from diagnostics.selectors.profile import Profile, ProfileLine
from diagnostics.selectors.profile_columns import Column, ColumnKind, Rank, figure, is_then

NOTABLE = Decimal(1)
"""From how many levels on a group's view counts as other than hers. One whole level is the smallest difference that the
scale has words for; groups are reported in halves, and half a level may be rounding alone."""

MOST_SENTENCES = 5
"""So many of each sort are said in full, as many as one coaching session can talk through; the table has all."""


@dataclass(frozen=True)
class Sentence:
    """`text` leads, `note` follows in grey, `example` is her own words."""

    statement: str
    text: str
    note: str = ""
    example: str = ""


@dataclass(frozen=True)
class Section:
    """One heading with its sentences. `more` of the same sort are only in the table; `empty` is said when there are
    none at all."""

    key: str
    title: str
    lead: str
    sentences: Sequence[Sentence]
    more: int = 0
    empty: str = ""

    @property
    def more_text(self) -> str:
        words = ngettext("And %(more)d more in the table.", "And %(more)d more in the table.", self.more)
        return words % {"more": self.more} if self.more else ""


@dataclass(frozen=True)
class Teller:
    """Who is spoken to: the learner (`name` empty), or somebody about her by name."""

    name: str = ""

    def __call__(self, to_her: str, about_her: str, **values: object) -> str:
        return to_her % values if not self.name else about_her % (values | {"name": self.name})


def strengths(profile: Profile) -> Section:
    found = [_sentence(line, line.said, _unsure(line)) for line in profile.strengths]
    return _section(
        "strengths",
        _("Strengths"),
        _("At or above what is expected, the highest first."),
        found,
        _("No statement has reached what is expected yet. That is where a baseline often begins."),
    )


def gaps(profile: Profile) -> Section:
    """For paper; the page draws them with what the programme offers."""
    found = [_sentence(line, _gap(line), _weighed(line)) for line in profile.gaps]
    return _section(
        "gaps",
        _("Gaps to what is expected"),
        _("First what is furthest from the target and matters most in the role."),
        found,
        _("No gaps: everything that was rated is at or above what is expected."),
    )


def others(profile: Profile, tell: Teller) -> list[Section]:
    """Blind spots and hidden strengths, group by group: groups are never added up."""
    return [section for column in profile.groups for section in _views(profile, column, tell)]


def changes(profile: Profile, attempt: Attempt, tell: Teller) -> list[Section]:
    """What rose and what fell since the latest earlier round that stands beside; nothing beside a look back."""
    earlier = profile.of_kind(ColumnKind.EARLIER)
    if not earlier or is_then(attempt):
        return []
    return _moves(profile, earlier[-1], tell)


def response_shift(profile: Profile, attempt: Attempt, tell: Teller) -> list[Section]:
    """How she sees the start now, beside what she said at the start: the two ways to measure the way since then."""
    first = next(iter(profile.of_kind(ColumnKind.EARLIER)), None)
    then = next(iter(profile.of_kind(ColumnKind.THEN)), None)
    if first is None or then is None or is_then(attempt):
        return []
    return [_shift(profile, first, then, tell)]


def no_failure(tell: Teller) -> str:
    return tell(
        _("A lower later self-rating is no failure: you may now know better what it takes."),
        _("A lower later self-rating is no failure: %(name)s may now know better what it takes."),
    )


Apart = list[tuple[ProfileLine, Rank]]
"""Statements with how many levels lie between her rating and another, the furthest first."""


def _views(profile: Profile, column: Column, tell: Teller) -> list[Section]:
    pairs = _apart(profile, column)
    lower = [pair for pair in pairs if pair[1] <= -NOTABLE]
    higher = _from_above(pair for pair in pairs if pair[1] >= NOTABLE)
    name = {"group": column.full_title}
    sections = [
        _section(
            "blind-spots",
            _("%(group)s: lower than the self-rating") % name,
            _("One level or more. Perhaps a blind spot: worth asking what they see."),
            [_beside(line, column, tell) for line, _by in lower],
        ),
        _section(
            "hidden-strengths",
            _("%(group)s: higher than the self-rating") % name,
            _("One level or more. Perhaps a hidden strength: others see more in it."),
            [_beside(line, column, tell) for line, _by in higher],
        ),
    ]
    alike = _section("alike", column.full_title, _("Nowhere a whole level away from the self-rating."), [])
    return [section for section in sections if section.sentences] or [alike]


def _beside(line: ProfileLine, column: Column, tell: Teller) -> Sentence:
    text = tell(
        _("You said %(said)s. %(group)s: %(theirs)s."),
        _("%(name)s said %(said)s. %(group)s: %(theirs)s."),
        said=line.said,
        group=column.title,
        theirs=figure(column.ranks[line.item.lineage]),
    )
    return _sentence(line, text, _unsure(line))


def _moves(profile: Profile, earlier: Column, tell: Teller) -> list[Section]:
    pairs = _apart(profile, earlier)
    rose = [pair for pair in pairs if pair[1] < 0]
    fell = _from_above(pair for pair in pairs if pair[1] > 0)
    counts = {"rose": len(rose), "fell": len(fell), "same": len(pairs) - len(rose) - len(fell), "both": len(pairs)}
    lead = _("Of %(both)d statements rated both times %(rose)d are higher, %(fell)d lower and %(same)d the same.")
    which = {"round": earlier.full_title}
    sections = [
        _section("changed", _("What has changed since %(round)s") % which, lead % counts, []),
        _section("up", _("Higher than in %(round)s") % which, "", _steps(profile, earlier, rose)),
        _section("down", _("Lower than in %(round)s") % which, no_failure(tell), _steps(profile, earlier, fell)),
    ]
    return [sections[0], *(section for section in sections[1:] if section.sentences)]


def _steps(profile: Profile, earlier: Column, pairs: Apart) -> list[Sentence]:
    def step(line: ProfileLine) -> str:
        before = profile.label(earlier.ranks[line.item.lineage])
        return _("From %(before)s to %(now)s.") % {"before": before, "now": line.said}

    return [_sentence(line, step(line), _unsure(line)) for line, _by in pairs]


def _shift(profile: Profile, first: Column, then: Column, tell: Teller) -> Section:
    """Counts and sentences about the statements that were rated all three times."""
    rows = [Shift(line, first.ranks[key], then.ranks[key]) for key, line in _rated_thrice(profile, first, then)]
    counts = {
        "all": len(rows),
        "lower": sum(row.then < row.first for row in rows),
        "higher": sum(row.then > row.first for row in rows),
        "since_then": sum(row.now > row.then for row in rows),
        "since_first": sum(row.now > row.first for row in rows),
    }
    lead = _(
        "Looking back at the start, %(lower)d of %(all)d statements are now rated lower than they were at the time, and"
        " %(higher)d higher. Counted from the start as it looks today, %(since_then)d have risen; counted from what was"
        " said at the time, %(since_first)d."
    )
    why = _("Who learns what a standard asks for judges herself by more: this is called response shift.")
    moved = sorted((row for row in rows if row.then != row.first), key=lambda row: -abs(row.then - row.first))
    sentences = [_sentence(row.line, row.text(profile)) for row in moved]
    return _section("shift", _("How the start looks today"), f"{lead % counts} {why} {no_failure(tell)}", sentences)


@dataclass(frozen=True)
class Shift:
    """One statement at the start, at the start as seen today, and now."""

    line: ProfileLine
    first: Rank
    then: Rank

    @property
    def now(self) -> Rank:
        return self.line.rank or 0

    def text(self, profile: Profile) -> str:
        words = {"first": profile.label(self.first), "then": profile.label(self.then), "now": self.line.said}
        return _("At the start: %(first)s. The start as seen today: %(then)s. Now: %(now)s.") % words


def _rated_thrice(profile: Profile, first: Column, then: Column) -> list[tuple[UUID, ProfileLine]]:
    lines = {line.item.lineage: line for line in profile.lines if line.rank is not None}
    return [(key, line) for key, line in lines.items() if key in first.ranks and key in then.ranks]


def _apart(profile: Profile, column: Column) -> Apart:
    """Every statement that both rated, with the column's level less hers, the lowest first."""
    pairs = [
        (line, theirs - line.rank)
        for line in profile.lines
        if line.rank is not None and (theirs := column.ranks.get(line.item.lineage)) is not None
    ]
    return sorted(pairs, key=lambda pair: pair[1])


def _from_above(pairs: Iterable[tuple[ProfileLine, Rank]]) -> Apart:
    return sorted(pairs, key=lambda pair: pair[1], reverse=True)


def _section(key: str, title: str, lead: str, sentences: Sequence[Sentence], empty: str = "") -> Section:
    more = max(len(sentences) - MOST_SENTENCES, 0)
    return Section(key, title, lead, sentences[:MOST_SENTENCES], more, "" if sentences else empty)


def _sentence(line: ProfileLine, text: str, note: str = "") -> Sentence:
    return Sentence(str(line.item), text, note, line.example)


def _gap(line: ProfileLine) -> str:
    expected = f"{line.minimum} {line.minimum_label}"
    return _("%(said)s; expected is %(expected)s.") % {"said": line.said, "expected": expected}


def _weighed(line: ProfileLine) -> str:
    importance = _("Importance in the role: %(word)s.") % {"word": line.importance_label}
    return " ".join(one for one in (importance if line.importance else "", _unsure(line)) if one)


def _unsure(line: ProfileLine) -> str:
    """Said where she was asked how sure she is, and was not."""
    return _("Not sure of this level.") if line.confidence == Confidence.LITTLE else ""
