"""Scales that frameworks bring, and the one that a framework gets when it brings none."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.people.models import Organisation, User
from standards.formats.draft import LevelDraft, ScaleDraft
from standards.models import Scale, ScaleLevel


def _levels() -> list[tuple[str, str, bool]]:
    """Label, what it looks like for any element, and whether it counts as proficient; our own words."""
    return [
        (_("Not yet"), _("I have not done this in my work so far, or only watched others do it."), False),
        (_("Emerging"), _("I have begun to do this, with help or in simple situations."), False),
        (_("Developing"), _("I do this often by myself, but not yet reliably when it is difficult."), False),
        (_("Established"), _("I do this reliably, also when it is difficult, and can show what came of it."), True),
        (_("Leading"), _("I help others to do this well, and it shapes how we work here."), True),
    ]


@audit.write
def default_scale(*, by: User | None, now: dt.datetime) -> Scale:
    """The installation's own scale of five levels, made when it is first asked for."""
    return find_or_make(now)


def find_or_make(now: dt.datetime) -> Scale:
    """The same inside another service's write."""
    if found := Scale.objects.filter(is_default=True).first():
        return found
    try:
        with transaction.atomic():
            return _make(now)
    except IntegrityError:  # somebody else made it in the same moment
        return Scale.objects.get(is_default=True)


def find_or_make_like(draft: ScaleDraft, owner: Organisation | None, now: dt.datetime) -> Scale:
    """The scale of `owner` with exactly these levels, inside another service's write; made where there is none."""
    alike = Scale.objects.filter(owner=owner, title=draft.title, is_default=False).prefetch_related("levels")
    for scale in alike.order_by("created_at", "pk"):
        if levels_of(scale) == draft.levels:
            return scale
    scale = Scale.objects.create(title=draft.title, owner=owner, created_at=now)
    ScaleLevel.objects.bulk_create(
        ScaleLevel(scale=scale, value=value, label=level.label, is_proficient=level.is_proficient)
        for value, level in enumerate(draft.levels, start=1)
    )
    return scale


def levels_of(scale: Scale) -> list[LevelDraft]:
    """Its levels as a file would bring them."""
    return [LevelDraft(level.label, level.is_proficient) for level in scale.levels.all()]


def _make(now: dt.datetime) -> Scale:
    scale = Scale.objects.create(title=_("Five levels of practice"), is_default=True, created_at=now)
    ScaleLevel.objects.bulk_create(
        ScaleLevel(scale=scale, value=value, label=label, description=description, is_proficient=proficient)
        for value, (label, description, proficient) in enumerate(_levels(), start=1)
    )
    return scale
