"""Closed panels with their reports, built by models: what others said of a learner in a round."""

import datetime as dt
from decimal import Decimal

from diagnostics.enums import RaterMode
from diagnostics.models import (
    RaterAnswer,
    RaterGroupReport,
    RaterGroupResult,
    RaterInvitation,
    RaterPanel,
    RaterResponse,
    Round,
)
from programmes.models import Enrolment
from tests.cast import NOW, TODAY

Group = tuple[int, list[str] | None]
"""How many answered, and what the report shows of each statement in order; None for a group that is not shown."""


def make_panel(round_: Round, enrolment: Enrolment, groups: dict[str, Group], *, closed: bool = True) -> RaterPanel:
    panel = RaterPanel.objects.create(
        round=round_,
        enrolment=enrolment,
        mode=RaterMode.ANONYMOUS,
        closes_on=TODAY - dt.timedelta(days=1),
        opened_by=enrolment.learner,
        closed_at=NOW - dt.timedelta(hours=3) if closed else None,
    )
    items = list(round_.diagnostic_version.items.all())
    for relationship, (raters, levels) in groups.items():
        group = RaterGroupReport.objects.create(
            panel=panel, relationship=relationship, raters=raters, is_shown=levels is not None
        )
        RaterGroupResult.objects.bulk_create(
            RaterGroupResult(group=group, item=item, level=Decimal(level))
            for item, level in zip(items, levels or [], strict=False)
        )
        for number in range(1, raters + 1):
            _response(panel, relationship, number, items[0])
    return panel


def _response(panel: RaterPanel, relationship: str, number: int, item: object) -> None:
    """One rater's own answer: of it nothing but the comment of a shown group may ever be seen."""
    invitation = RaterInvitation.objects.create(
        panel=panel,
        relationship=relationship,
        name=f"canary-rater-{relationship}-{number}",
        email=f"{relationship}-{number}@raters.example.test",
        token_hash=f"{panel.pk.hex}-{relationship}-{number}",
        expires_at=NOW,
        invited_by=panel.opened_by,
    )
    response = RaterResponse.objects.create(invitation=invitation, started_at=NOW, submitted_at=NOW)
    comment = f"canary-comment-{panel.enrolment.learner.short_name}-{relationship}-{number}"
    RaterAnswer.objects.create(response=response, item=item, comment=comment, saved_at=NOW)
