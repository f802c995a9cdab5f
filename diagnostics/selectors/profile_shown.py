"""All that one reader may see of an attempt's profile, for the page, the PDF and the CSV alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from carnegie.people.models import User
from diagnostics.enums import Ask
from diagnostics.models import Attempt
from diagnostics.policies import owns
from diagnostics.selectors.feedback import Comment, Feedback, feedback
from diagnostics.selectors.profile import Profile, profile
from diagnostics.selectors.profile_columns import Column, left_out
from diagnostics.selectors.profile_rounds import Rounds, rounds_beside
from diagnostics.selectors.profile_sentences import (
    Section,
    Teller,
    blind_spots,
    changes,
    hidden_strengths,
    response_shift,
    strengths,
)

FEWEST_AXES = 3
"""With fewer domains there is no figure to draw."""


@dataclass(frozen=True)
class Outline:
    """One line of a radar: a value a domain, None where there is none."""

    name: str
    values: list[float | None]


@dataclass(frozen=True)
class Figure:
    """A radar: its own rating with what is laid beside it."""

    title: str
    axes: list[str]
    outlines: list[Outline]


@dataclass(frozen=True)
class GroupView:
    """What one group of raters says beside her own rating, and what they wrote."""

    title: str
    note: str
    sections: list[Section]
    comments: Sequence[Comment]


@dataclass(frozen=True)
class ShownProfile:
    attempt: Attempt
    is_own: bool
    profile: Profile
    rounds: Rounds
    feedback: Feedback | None

    @property
    def tell(self) -> Teller:
        return Teller("" if self.is_own else self.attempt.enrolment.learner.short_name)

    @property
    def self_title(self) -> str:
        return _("You") if self.is_own else self.attempt.enrolment.learner.short_name

    @property
    def strengths(self) -> Section:
        return strengths(self.profile)

    @property
    def apart(self) -> str:
        """What to make of a difference, above what the groups say."""
        return _(
            "Each group stands by itself: none is added to another. One level or more below the self-rating is perhaps"
            " a blind spot: worth asking what they see. One level or more above it is perhaps a hidden strength."
        )

    @property
    def group_views(self) -> list[GroupView]:
        return [self._view(column) for column in self.profile.groups]

    def _view(self, column: Column) -> GroupView:
        said = self.feedback.comments.get(column.title, []) if self.feedback else []
        sections = [
            blind_spots(self.profile, column, self.tell),
            hidden_strengths(self.profile, column, self.tell),
        ]
        return GroupView(column.title, column.note, [one for one in sections if one.sentences], said)

    @property
    def change_sections(self) -> list[Section]:
        moved = changes(self.profile, self.attempt, self.tell)
        return moved + response_shift(self.profile, self.attempt, self.tell)

    @property
    def left_out(self) -> list[str]:
        return [left_out(column, self.profile.maximum) for column in self.profile.left_out]

    @property
    def asks_importance(self) -> bool:
        return self.attempt.round.diagnostic_version.asks_importance != Ask.OFF

    @property
    def asks_confidence(self) -> bool:
        return self.attempt.round.diagnostic_version.asks_confidence != Ask.OFF

    @property
    def recency(self) -> str:
        """The rule, as it is written on the page and on paper."""
        return _(
            "Of each round the latest submitted self-assessment counts; a later one never overwrites an earlier one."
        )

    @property
    def figures(self) -> list[Figure]:
        """Her rating beside what is expected and her other rounds; and beside each group of others, once they spoke."""
        rounds = self.profile.rounds
        title = _("Self-rating, expected, other rounds") if rounds else _("Self-rating and what is expected")
        first = Figure(title, self._axes, self._outlines(rounds))
        second = Figure(_("Self-rating and each group"), self._axes, self._outlines(self.profile.groups, first=False))
        shown = [first, second] if self.profile.groups else [first]
        return shown if len(self._axes) >= FEWEST_AXES else []

    @property
    def _axes(self) -> list[str]:
        return [domain.title for domain in self.profile.domains if domain.level is not None]

    def _outlines(self, columns: list[Column], *, first: bool = True) -> list[Outline]:
        rated = [domain for domain in self.profile.domains if domain.level is not None]
        lines = [Outline(self.self_title, [domain.level for domain in rated])]
        if first and any(domain.expected is not None for domain in rated):
            lines.append(Outline(_("Expected"), [domain.expected for domain in rated]))
        return lines + [Outline(one.full_title, [domain.mean_of(one) for domain in rated]) for one in columns]


def shown_profile(attempt: Attempt, reader: User, wanted: Collection[str] | None) -> ShownProfile:
    """What `reader`, who may read the attempt, sees; `wanted` are ids of attempts to lay beside, None the usual ones.
    Seven queries, whatever there is."""
    rounds = rounds_beside(attempt, reader, wanted)
    said = feedback(attempt, reader)
    found = profile(attempt, beside=rounds.shown, groups=said.groups if said else ())
    return ShownProfile(attempt, owns(reader, attempt.enrolment), found, rounds, said)
