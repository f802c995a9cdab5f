"""Amara asks others: panels, people and answers for the tests, made through the services."""

import datetime as dt
from collections.abc import Sequence

from diagnostics import services
from diagnostics.models import RaterInvitation, RaterPanel, Round
from tests.cast import NOW, TODAY, Cast

LAST_DAY = TODAY + dt.timedelta(days=7)
AFTER = NOW + dt.timedelta(days=9)
CANNOT_SAY = 0


def open_panel(cast: Cast, *, round_: Round | None = None, mode: str = "anonymous") -> RaterPanel:
    return services.open_panel(
        round=round_ or cast.round,
        enrolment=cast.amara_enrolment,
        mode=mode,
        closes_on=LAST_DAY,
        by=cast.amara,
        now=NOW,
    )


def ask(cast: Cast, panel: RaterPanel, *people: str, as_: str = "colleague") -> list[RaterInvitation]:
    """Invite people by first names."""
    asked = [services.PersonAsked(f"{name} Rater", f"{name.lower()}@rater.test", as_) for name in people]
    return services.invite_raters(panel=panel, people=asked, by=cast.amara, now=NOW)


def say(
    invitation: RaterInvitation,
    ranks: Sequence[int | None],
    *,
    comments: Sequence[str] = (),
    submits: bool = True,
    now: dt.datetime = NOW,
) -> None:
    """Levels of the first items in order; 0 is “cannot say”, None nothing."""
    items = list(invitation.panel.round.diagnostic_version.items.order_by("position"))
    words = [*comments, *[""] * len(ranks)]
    said = [
        services.Said(item.pk, rank or None, rank == CANNOT_SAY, comment, 0)
        for item, rank, comment in zip(items, ranks, words, strict=False)
        if rank is not None or comment
    ]
    if said:
        services.save_ratings(invitation=invitation, said=said, now=now)
    if submits:
        services.submit_rating(invitation=invitation, now=now)


def shown(panel: RaterPanel) -> dict[str, tuple[int, bool, dict[str, str]]]:
    """The report as it is kept: by group how many, whether shown, and the levels by code."""
    return {
        group.relationship: (
            group.raters,
            group.is_shown,
            {row.item.code: str(row.level) for row in group.results.select_related("item").order_by("item__position")},
        )
        for group in panel.groups.all()
    }
