"""Making a diagnostic from a framework, publishing it, and saying what is expected."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from diagnostics.enums import AttemptState, DiagnosticState
from diagnostics.models import (
    Attempt,
    Diagnostic,
    DiagnosticVersion,
    Target,
    TargetProfile,
)
from diagnostics.policies import may_define
from diagnostics.services.copying import copy_descriptors, copy_items, copy_levels
from programmes.models import Programme
from standards.enums import AdoptionStatus
from standards.models import Element, FrameworkVersion
from standards.services import default_scale


@write
def create_diagnostic(
    *,
    programme: Programme,
    framework_version: FrameworkVersion,
    title: str,
    introduction: str,
    minutes: int,
    elements: Iterable[Element] | None = None,
    by: User,
    now: dt.datetime,
) -> DiagnosticVersion:
    """A draft that asks about every rateable element, or about those chosen and what lies beneath a chosen domain.

    Wording, levels and descriptors are copied. Refused: a framework that is not adopted, nothing to rate, a scale
    of fewer than two levels, a title that the programme already uses.
    """
    _require_definer(by, programme, now)
    _require_adopted(framework_version)
    diagnostic = _make_diagnostic(programme, title)
    version = DiagnosticVersion.objects.create(
        diagnostic=diagnostic, framework_version=framework_version, introduction=introduction, minutes=minutes
    )
    levels = copy_levels(version, framework_version.scale or default_scale(by=by, now=now))
    items = copy_items(version, framework_version, elements)
    copy_descriptors(items, levels)
    return version


@write
def change_diagnostic(
    *, version: DiagnosticVersion, title: str, introduction: str, minutes: int, by: User, now: dt.datetime
) -> DiagnosticVersion:
    """Change what a draft says about itself. Refused once it is published."""
    _require_definer(by, version.diagnostic.programme, now)
    version = _locked_draft(version)
    version.introduction, version.minutes = introduction, minutes
    version.save(update_fields=["introduction", "minutes"])
    version.diagnostic.title = title
    _unique(lambda: version.diagnostic.save(update_fields=["title"]))
    return version


@write
def renew_diagnostic(
    *,
    version: DiagnosticVersion,
    framework_version: FrameworkVersion,
    elements: Iterable[Element] | None,
    by: User,
    now: dt.datetime,
) -> DiagnosticVersion:
    """Ask by another version of the same framework: a draft is filled anew, a published one gets a draft beside it.

    `elements` as in `create_diagnostic`. The targets of a draft go with its old items: save them again. Refused: a
    framework that is not adopted or is another one, a draft that is there already, and as `create_diagnostic`.
    """
    _require_definer(by, version.diagnostic.programme, now)
    _require_adopted(framework_version)
    if framework_version.framework_id != version.framework_version.framework_id:
        raise Refused(_("That is another framework: make a new diagnostic of it."))
    draft = _next_draft(version) if version.is_published else _emptied_draft(version)
    draft.framework_version = framework_version
    draft.save()
    levels = copy_levels(draft, framework_version.scale or default_scale(by=by, now=now))
    copy_descriptors(copy_items(draft, framework_version, elements), levels)
    return draft


@write
def publish_diagnostic(*, version: DiagnosticVersion, by: User, now: dt.datetime) -> DiagnosticVersion:
    """From now on rounds can ask it, and nothing in it changes. Refused unless a draft of an adopted framework."""
    _require_definer(by, version.diagnostic.programme, now)
    version = _locked_draft(version)
    _require_adopted(version.framework_version)
    version.state, version.published_at, version.published_by = DiagnosticState.PUBLISHED, now, by
    version.save(update_fields=["state", "published_at", "published_by"])
    return version


@write
def save_target_profile(
    *,
    version: DiagnosticVersion,
    title: str,
    targets: Mapping[UUID, tuple[int, int]],
    profile: TargetProfile | None = None,
    by: User,
    now: dt.datetime,
) -> TargetProfile:
    """Store expected levels: item id → (at least, at most), in ranks from 1; an item left out has no target.

    `profile` is the one to change, else one of this title is made. Refused: an item or a rank that the version does
    not have, a range upside down, and a profile against which somebody's submitted answers are already shown.
    """
    _require_definer(by, version.diagnostic.programme, now)
    _require_targets_make_sense(version, targets)
    profile = _kept_profile(profile, title) if profile else _new_profile(version, title)
    profile.targets.all().delete()
    Target.objects.bulk_create(
        Target(profile=profile, item_id=item, minimum=low, maximum=high) for item, (low, high) in targets.items()
    )
    return profile


# ---- refusals ----


def _require_definer(by: User, programme: Programme, now: dt.datetime) -> None:
    if not may_define(by, programme, timezone.localdate(now)):
        raise NotAllowed(_("Only a programme admin may do this."))


def _require_adopted(version: FrameworkVersion) -> None:
    if version.status != AdoptionStatus.ADOPTED:
        raise Refused(_("Only an adopted framework can be asked about: adopt it first."))


def _locked_draft(version: DiagnosticVersion) -> DiagnosticVersion:
    found = DiagnosticVersion.objects.select_for_update(of=("self",)).select_related(
        "diagnostic__programme__provider", "framework_version"
    )
    locked = found.get(pk=version.pk)
    if locked.state != DiagnosticState.DRAFT:
        raise Refused(_("This diagnostic is published, so it no longer changes."))
    return locked


def _require_targets_make_sense(version: DiagnosticVersion, targets: Mapping[UUID, tuple[int, int]]) -> None:
    highest = version.levels.count()
    if set(targets) - set(version.items.values_list("pk", flat=True)):
        raise Refused(_("A target names an element that this diagnostic does not ask about."))
    if any(not 1 <= low <= high <= highest for low, high in targets.values()):
        raise Refused(_("Each target needs levels of this diagnostic, the lower one first."))


def _unique(store: Callable[[], None]) -> None:
    """Run `store`; a title that is taken already is refused in words."""
    try:
        with transaction.atomic():
            store()
    except IntegrityError as error:
        raise Refused(_("This title is already in use here. Choose another.")) from error


def _make_diagnostic(programme: Programme, title: str) -> Diagnostic:
    diagnostic = Diagnostic(programme=programme, title=title.strip())
    _unique(diagnostic.save)
    return diagnostic


def _next_draft(version: DiagnosticVersion) -> DiagnosticVersion:
    """An empty draft with the next number; one at a time."""
    diagnostic = Diagnostic.objects.select_for_update().get(pk=version.diagnostic_id)
    if diagnostic.versions.filter(state=DiagnosticState.DRAFT).exists():
        raise Refused(_("“%(title)s” has a draft already: publish it first.") % {"title": diagnostic.title})
    last = diagnostic.versions.aggregate(last=Max("number"))["last"]
    words = {"introduction": version.introduction, "minutes": version.minutes}
    return DiagnosticVersion(diagnostic=diagnostic, number=last + 1, **words)


def _emptied_draft(version: DiagnosticVersion) -> DiagnosticVersion:
    draft = _locked_draft(version)
    draft.items.all().delete()
    draft.levels.all().delete()
    return draft


# ---- targets ----


def _new_profile(version: DiagnosticVersion, title: str) -> TargetProfile:
    profile = TargetProfile(programme=version.diagnostic.programme, diagnostic_version=version, title=title.strip())
    _unique(profile.save)
    return profile


def _kept_profile(profile: TargetProfile, title: str) -> TargetProfile:
    locked = TargetProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    shown = Attempt.objects.filter(round__target_profile=locked, state=AttemptState.SUBMITTED)
    if shown.exists():
        raise Refused(_("Learners have already been shown these targets: save new ones under another title."))
    locked.title = title.strip()
    _unique(lambda: locked.save(update_fields=["title"]))
    return locked
