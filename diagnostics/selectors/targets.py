"""Which expected levels count for which learner."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnegie.people.models import Organisation
from diagnostics.enums import AttemptState, TargetAudience
from diagnostics.models import Attempt, Round, TargetProfile
from diagnostics.selectors.defining import fingerprint
from programmes.models import Enrolment, EnrolmentEmployer, Programme

_MOST_ROLES = 200


def target_profile_for(round_: Round, enrolment: Enrolment, on: dt.date) -> TargetProfile | None:
    """What is expected of this learner in this round, by whom employs her on the day `on`: two queries.

    The most particular profile of the round's diagnostic version counts: that of her employer; else that of her role,
    which is her job title whatever its capitals and surrounding space; else the round's own. Of several for the same
    organisation or role the round's own comes first, then the newest. None for a round that was opened without
    targets: then nobody is measured, whatever profiles the diagnostic has.
    """
    if round_.target_profile_id is None:
        return None
    employer = (
        EnrolmentEmployer.objects.active(on, enrolment=enrolment).values_list("organisation_id", flat=True).first()
    )
    candidates = TargetProfile.objects.filter(diagnostic_version=round_.diagnostic_version_id).filter(
        Q(organisation=employer, audience=TargetAudience.ORGANISATION)
        | Q(audience=TargetAudience.ROLE)
        | Q(pk=round_.target_profile_id)
    )
    fitting = {one: (_fits(one, enrolment, employer), one.pk == round_.target_profile_id) for one in candidates}
    hers = [one for one, (fits, is_rounds_own) in fitting.items() if fits or is_rounds_own]
    return max(hers, key=lambda one: (*fitting[one], one.created_at))


def _fits(profile: TargetProfile, enrolment: Enrolment, employer: UUID | None) -> int:
    """How particularly it is meant for her: 2 by her employer, 1 by her role, 0 not at all."""
    if profile.audience == TargetAudience.ORGANISATION:
        return 2 if profile.organisation_id == employer else 0
    named, hers = profile.role.strip().casefold(), enrolment.job_title.strip().casefold()
    return 1 if profile.audience == TargetAudience.ROLE and named == hers else 0


def employers_of(programme: Programme, profile: TargetProfile | None = None) -> QuerySet[Organisation]:
    """The organisations that employ, or employed, somebody in the programme; and the one that `profile` has now."""
    theirs = EnrolmentEmployer.objects.filter(enrolment__cohort__programme=programme).order_by()
    kept = profile.organisation_id if profile else None
    return Organisation.objects.filter(Q(pk__in=theirs.values("organisation")) | Q(pk=kept)).order_by("name")


def roles_in(programme: Programme) -> list[str]:
    """What learners of the programme are by their job titles, each once."""
    titles = Enrolment.objects.filter(cohort__programme=programme).exclude(job_title="").order_by("job_title")
    return list(titles.values_list("job_title", flat=True).distinct()[:_MOST_ROLES])


def is_shown(profile: TargetProfile) -> bool:
    """Whether some learner's submitted answers stand beside these targets already."""
    against = Q(target_profile=profile) | Q(round__target_profile=profile)
    return Attempt.objects.filter(against, state=AttemptState.SUBMITTED).exists()


def uses_of(profile: TargetProfile) -> list[str]:
    """What keeps these targets: each round that names them, and how many learners are measured by them (never who).
    Two queries."""
    named = Round.objects.filter(target_profile=profile).select_related("cohort").order_by("opens_on", "pk")
    rounds = [_("the round “%(title)s” of %(cohort)s") % {"title": one.title, "cohort": one.cohort} for one in named]
    learners = Attempt.objects.filter(target_profile=profile).order_by().values("enrolment").distinct().count()
    if not learners:
        return rounds
    words = ngettext("%(count)d learner is measured by them", "%(count)d learners are measured by them", learners)
    return [*rounds, words % {"count": learners}]


def ranges_of(profile: TargetProfile) -> dict[UUID, tuple[int, int]]:
    """Item id → (at least, at most)."""
    return {target.item_id: (target.minimum, target.maximum) for target in profile.targets.all()}


def state_of_targets(profile: TargetProfile) -> str:
    """The same as long as nobody has changed the profile."""
    ranges = sorted((str(item), *ends) for item, ends in ranges_of(profile).items())
    return fingerprint(profile.title, profile.audience, profile.role, str(profile.organisation_id), ranges)
