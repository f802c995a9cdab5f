"""Saying what is expected, and of whom."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import Organisation, User
from diagnostics.enums import TargetAudience
from diagnostics.models import DiagnosticVersion, Target, TargetProfile
from diagnostics.selectors import employers_of, is_shown, state_of_targets
from diagnostics.services.defining import labels_of, put_targets, renew_diagnostic, require_definer, unique
from standards.models import Element

Ranges = Mapping[UUID, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Whose levels these are: everybody's in the programme, those of one role, or of one organisation's people."""

    kind: str = TargetAudience.PROGRAMME
    role: str = ""
    organisation: Organisation | None = None


@write
def save_target_profile(
    *,
    version: DiagnosticVersion,
    title: str,
    targets: Ranges,
    audience: Audience | None = None,
    profile: TargetProfile | None = None,
    seen: str | None = None,
    by: User,
    now: dt.datetime,
) -> TargetProfile:
    """Store expected levels: item id → (at least, at most), in ranks from 1; an item left out has no target.

    `profile` is the one to change, else one of this title is made; `audience` None leaves it (everybody's, when new).
    `seen` is `state_of_targets` of what was changed from. Refused: an item or a rank that the version does not have, a
    range upside down, a role without a name, an organisation that employs nobody in the programme, and a profile
    against which somebody's submitted answers are already shown. Stale: somebody has changed it since.
    """
    require_definer(by, version.diagnostic.programme, now)
    _hold(version)
    _require_targets_make_sense(version, targets)
    profile = _kept_profile(profile, seen) if profile else _new_profile(version)
    _put_audience(profile, audience)
    profile.title = title.strip()
    unique(profile.save)
    _put_ranges(profile, targets)
    return profile


@write
def begin_version(*, version: DiagnosticVersion, by: User, now: dt.datetime) -> DiagnosticVersion:
    """A draft of the next version that asks and expects the same, to be changed and published; rounds keep theirs.

    Refused: a draft, a diagnostic that has a draft already, a framework that is no longer adopted.
    """
    require_definer(by, version.diagnostic.programme, now)
    if not version.is_published:
        raise Refused(_("This is a draft: change it as it is."))
    asked = Element.objects.filter(pk__in=version.items.values("element"))
    draft = renew_diagnostic(
        version=version, framework_version=version.framework_version, elements=asked, by=by, now=now
    )
    _copy_profiles(version, draft, now)
    return draft


def _copy_profiles(version: DiagnosticVersion, draft: DiagnosticVersion, now: dt.datetime) -> None:
    same_levels = labels_of(version) == labels_of(draft)
    for old in version.target_profiles.prefetch_related("targets__item"):
        copy = TargetProfile(programme_id=old.programme_id, diagnostic_version=draft, title=old.title, created_at=now)
        copy.audience, copy.role, copy.organisation_id = old.audience, old.role, old.organisation_id
        copy.save()
        if same_levels:
            put_targets(draft, [(copy.pk, one.item.element_id, one.minimum, one.maximum) for one in old.targets.all()])


def _hold(version: DiagnosticVersion) -> None:
    """Changing a draft copies its items anew and takes their targets along: one after the other."""
    if not DiagnosticVersion.objects.select_for_update(no_key=True).values_list("pk").filter(pk=version.pk):
        raise Refused(_("Somebody has deleted this draft meanwhile."))


def _require_targets_make_sense(version: DiagnosticVersion, targets: Ranges) -> None:
    highest = version.levels.count()
    if set(targets) - set(version.items.values_list("pk", flat=True)):
        raise Refused(_("A target names an element that this diagnostic does not ask about."))
    if any(not 1 <= low <= high <= highest for low, high in targets.values()):
        raise Refused(_("Each target needs levels of this diagnostic, the lower one first."))


def _new_profile(version: DiagnosticVersion) -> TargetProfile:
    return TargetProfile(programme=version.diagnostic.programme, diagnostic_version=version)


def locked_targets(profile: TargetProfile) -> TargetProfile:
    """The targets, held against all who would change, delete or name them too. Refused: once they are deleted."""
    locked = TargetProfile.objects.select_for_update(of=("self",)).filter(pk=profile.pk).first()
    if locked is None:
        raise Refused(_("Somebody has deleted these targets meanwhile."))
    return locked


def _kept_profile(profile: TargetProfile, seen: str | None) -> TargetProfile:
    locked = locked_targets(profile)
    if seen is not None and seen != state_of_targets(locked):
        raise Stale(_("Somebody has changed these targets since you opened the page. Nothing of yours was saved yet."))
    if is_shown(locked):
        raise Refused(_("Learners have already been shown these targets: save new ones under another title."))
    return locked


def _put_audience(profile: TargetProfile, audience: Audience | None) -> None:
    if audience is None:
        return
    role, organisation = audience.role.strip(), audience.organisation
    if audience.kind == TargetAudience.ROLE and not role:
        raise Refused(_("Name the role for which these levels are."))
    if audience.kind == TargetAudience.ORGANISATION and organisation not in employers_of(profile.programme, profile):
        raise Refused(_("Choose an organisation that employs somebody in this programme."))
    profile.audience = audience.kind
    profile.role = role if audience.kind == TargetAudience.ROLE else ""
    profile.organisation = organisation if audience.kind == TargetAudience.ORGANISATION else None


def _put_ranges(profile: TargetProfile, targets: Ranges) -> None:
    profile.targets.all().delete()
    Target.objects.bulk_create(
        Target(profile=profile, item_id=item, minimum=low, maximum=high) for item, (low, high) in targets.items()
    )
