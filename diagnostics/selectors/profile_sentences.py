"""A profile in sentences: the same words on the page and in the PDF."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostics.enums import Confidence
from diagnostics.models import Attempt
from diagnostics.selectors.profile import Profile, ProfileLine
from diagnostics.selectors.profile_columns import Column, ColumnKind, Rank, is_then

T = TypeVar("T")

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
    return _section(
        "strengths",
        _("Strengths"),
        _("At or above what is expected, the highest first."),
        profile.strengths,
        lambda line: _sentence(line, line.said, _unsure(line)),
        _("No statement has reached what is expected yet. That is where a baseline often begins."),
    )


def gaps(profile: Profile) -> Section:
    """For paper; the page draws them with what the programme offers."""
    return _section(
        "gaps",
        _("Gaps to what is expected"),
        _("First what is furthest from the target and matters most in the role."),
        profile.gaps,
        lambda line: _sentence(line, _gap(line), _weighed(line)),
        _("No gaps: everything that was rated is at or above what is expected."),
    )


def blind_spots(profile: Profile, column: Column, tell: Teller) -> Section:
    """Where one group sees her a notable bit lower than she does."""
    lower = [pair for pair in _apart(profile, column) if pair[1] <= -NOTABLE]
    return _section("blind-spots", _("Perhaps blind spots"), "", lower, _view(profile, column, tell))


def hidden_strengths(profile: Profile, column: Column, tell: Teller) -> Section:
    """Where one group sees her a notable bit higher than she does."""
    higher = _from_above(pair for pair in _apart(profile, column) if pair[1] >= NOTABLE)
    return _section("hidden-strengths", _("Perhaps hidden strengths"), "", higher, _view(profile, column, tell))


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


Pair = tuple[ProfileLine, Rank]
"""A statement, and how many levels another rating lies above hers (below: less than 0)."""


def _view(profile: Profile, column: Column, tell: Teller) -> Callable[[Pair], Sentence]:
    """Says what a group sees in a statement beside what she said."""

    def say(pair: Pair) -> Sentence:
        line, _by = pair
        text = tell(
            _("You said %(said)s; they say %(theirs)s."),
            _("%(name)s said %(said)s; they say %(theirs)s."),
            said=line.said,
            theirs=profile.label(column.ranks[line.item.lineage]),
        )
        return _sentence(line, text, _unsure(line), example="")

    return say


def _moves(profile: Profile, earlier: Column, tell: Teller) -> list[Section]:
    pairs = _apart(profile, earlier)
    rose = [pair for pair in pairs if pair[1] < 0]
    fell = _from_above(pair for pair in pairs if pair[1] > 0)
    counts = {"rose": len(rose), "fell": len(fell), "same": len(pairs) - len(rose) - len(fell), "both": len(pairs)}
    lead = _("Of %(both)d statements rated both times %(rose)d are higher, %(fell)d lower and %(same)d the same.")
    which = {"round": earlier.full_title}
    sections = [
        Section("changed", _("What has changed since %(round)s") % which, lead % counts, []),
        _section("up", _("Higher now"), "", rose, _step(profile, earlier)),
        _section("down", _("Lower now"), no_failure(tell), fell, _step(profile, earlier)),
    ]
    return [sections[0], *(section for section in sections[1:] if section.sentences)]


def _step(profile: Profile, earlier: Column) -> Callable[[Pair], Sentence]:
    """Says from which level to which."""

    def say(pair: Pair) -> Sentence:
        line, _by = pair
        words = {"before": profile.label(earlier.ranks[line.item.lineage]), "now": line.said}
        return _sentence(line, _("From %(before)s to %(now)s.") % words, _unsure(line))

    return say


def _shift(profile: Profile, first: Column, then: Column, tell: Teller) -> Section:
    """Counts and sentences about the statements that were rated all three times."""
    rows = [Shift(line, first.ranks[key], then.ranks[key]) for key, line in _rated_thrice(profile, first, then)]
    lead = _(
        "Looking back at the start, %(lower)d of %(all)d statements are now rated lower than in %(round)s, and"
        " %(higher)d higher. Counted from the start as it looks today, %(since_then)d have risen; counted from"
        " %(round)s, %(since_first)d."
    )
    why = tell(
        _("As you learn what a standard asks for, you may judge more strictly: this is called response shift."),
        _("Who learns what a standard asks for may judge more strictly: this is called response shift."),
    )
    moved = sorted((row for row in rows if row.shift), key=lambda row: row.shift, reverse=True)
    words = f"{lead % (_counts(rows) | {'round': first.full_title})} {why} {no_failure(tell)}"
    return _section("shift", _("How the start looks today"), words, moved, lambda row: row.say(profile, first))


def _counts(rows: Sequence["Shift"]) -> dict[str, object]:
    return {
        "all": len(rows),
        "lower": sum(row.then < row.first for row in rows),
        "higher": sum(row.then > row.first for row in rows),
        "since_then": sum(row.now > row.then for row in rows),
        "since_first": sum(row.now > row.first for row in rows),
    }


@dataclass(frozen=True)
class Shift:
    """One statement at the start, at the start as seen today, and now."""

    line: ProfileLine
    first: Rank
    then: Rank

    @property
    def now(self) -> Rank:
        return self.line.rank or 0

    @property
    def shift(self) -> float:
        """How far the start has moved in her eyes, up or down."""
        return abs(float(self.then) - float(self.first))

    def say(self, profile: Profile, first: Column) -> Sentence:
        words = {"first": profile.label(self.first), "then": profile.label(self.then), "now": self.line.said}
        text = _("%(round)s: %(first)s. The start as seen today: %(then)s. Now: %(now)s.")
        return _sentence(self.line, text % (words | {"round": first.title}), example="")


def _rated_thrice(profile: Profile, first: Column, then: Column) -> list[tuple[UUID, ProfileLine]]:
    lines = {line.item.lineage: line for line in profile.lines if line.rank is not None}
    return [(key, line) for key, line in lines.items() if key in first.ranks and key in then.ranks]


def _apart(profile: Profile, column: Column) -> list[Pair]:
    """Every statement that both rated, with the column's level less hers, the lowest first."""
    pairs = [
        (line, theirs - line.rank)
        for line in profile.lines
        if line.rank is not None and (theirs := column.ranks.get(line.item.lineage)) is not None
    ]
    return sorted(pairs, key=lambda pair: pair[1])


def _from_above(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: pair[1], reverse=True)


def _section(
    key: str, title: str, lead: str, found: Sequence[T], say: Callable[[T], Sentence], empty: str = ""
) -> Section:
    """The first of what was found as sentences: what is only in the table need not be put into words."""
    more = max(len(found) - MOST_SENTENCES, 0)
    return Section(key, title, lead, [say(one) for one in found[:MOST_SENTENCES]], more, "" if found else empty)


def _sentence(line: ProfileLine, text: str, note: str = "", example: str | None = None) -> Sentence:
    return Sentence(str(line.item), text, note, line.example if example is None else example)


def _gap(line: ProfileLine) -> str:
    expected = f"{line.minimum} {line.minimum_label}"
    return _("%(said)s; expected is %(expected)s.") % {"said": line.said, "expected": expected}


def _weighed(line: ProfileLine) -> str:
    importance = _("Importance in the role: %(word)s.") % {"word": line.importance_label}
    return " ".join(one for one in (importance if line.importance else "", _unsure(line)) if one)


def _unsure(line: ProfileLine) -> str:
    """Said where she was asked how sure she is, and was not."""
    return _("Not sure of this level.") if line.confidence == Confidence.LITTLE else ""
