"""Scales that frameworks bring, and the one that a framework gets when it brings none."""

import datetime as dt
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.people.models import Organisation, User
from standards.enums import ScaleDirection
from standards.formats.draft import ScaleDraft
from standards.formats.stored import scale_of
from standards.models import Scale, ScaleLevel

LEVEL_FIELDS = ("label", "description", "is_proficient", "is_not_applicable")


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
    """The scale of `owner` with exactly these levels, or the default one where that is meant, inside another service's
    write; made where there is none."""
    alike = Scale.objects.filter(Q(owner=owner) | Q(is_default=True), title=draft.title).prefetch_related("levels")
    wanted = replace(draft, name="" if draft.name == ScaleDraft(draft.levels).title else draft.name)
    for scale in alike.order_by("created_at", "pk"):
        if scale_of(scale, scale.levels.all()) == wanted:
            return scale
    direction = ScaleDirection.LOWER_IS_MORE if draft.is_descending else ScaleDirection.HIGHER_IS_MORE
    scale = Scale.objects.create(title=draft.title, owner=owner, direction=direction, created_at=now)
    ScaleLevel.objects.bulk_create(
        ScaleLevel(scale=scale, value=value, **{name: getattr(level, name) for name in LEVEL_FIELDS})
        for value, level in enumerate(draft.levels, start=1)
    )
    return scale


def holds(scale: Scale | None, brought: ScaleDraft) -> bool:
    """Whether `brought` says nothing that is not said by `scale`: many files bring no more than the labels."""
    if scale is None:
        return False
    kept = scale_of(scale, scale.levels.all())
    if not brought.name:
        kept.name, kept.is_descending = "", brought.is_descending
    for mine, theirs in zip(kept.levels, brought.levels, strict=False):
        mine.description = mine.description if theirs.description else ""
    return kept == brought


def _make(now: dt.datetime) -> Scale:
    scale = Scale.objects.create(title=_("Five levels of practice"), is_default=True, created_at=now)
    ScaleLevel.objects.bulk_create(
        ScaleLevel(scale=scale, value=value, label=label, description=description, is_proficient=proficient)
        for value, (label, description, proficient) in enumerate(_levels(), start=1)
    )
    return scale
