"""Which expected levels count for which learner."""

import datetime as dt
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from carnegie.people.models import Organisation
from diagnostics.enums import AttemptState, TargetAudience
from diagnostics.models import Attempt, Round, TargetProfile
from diagnostics.selectors.defining import fingerprint
from programmes.models import Enrolment, EnrolmentEmployer, Programme

_MOST_ROLES = 200


def target_profile_for(round_: Round, enrolment: Enrolment, on: dt.date) -> TargetProfile | None:
    """What is expected of this learner in this round, by whom employs her on the day `on`: one query.

    The most particular profile of the round's diagnostic version counts: that of her employer; else that of her role,
    which is her job title whatever its capitals and surrounding space; else the round's own. Of several for the same
    organisation or role the round's own comes first, then the newest. None for a round that was opened without
    targets: then nobody is measured, whatever profiles the diagnostic has.
    """
    if round_.target_profile_id is None:
        return None
    employers = EnrolmentEmployer.objects.active(on, enrolment=enrolment).order_by().values("organisation")
    by_employer = ExpressionWrapper(Q(organisation__in=employers), output_field=BooleanField())
    candidates = TargetProfile.objects.filter(
        Q(organisation__in=employers) | Q(audience=TargetAudience.ROLE) | Q(pk=round_.target_profile_id),
        diagnostic_version=round_.diagnostic_version_id,
    ).annotate(is_employers=by_employer)
    fitting = [
        ((bool(one.is_employers), _is_role_of(enrolment, one), one.pk == round_.target_profile_id, one.created_at), one)
        for one in candidates
    ]
    hers = [(claim, one) for claim, one in fitting if any(claim[:3])]
    return max(hers, key=lambda found: found[0])[1]


def _is_role_of(enrolment: Enrolment, profile: TargetProfile) -> bool:
    named = profile.role.strip().casefold()
    return profile.audience == TargetAudience.ROLE and named == enrolment.job_title.strip().casefold()


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


def ranges_of(profile: TargetProfile) -> dict[UUID, tuple[int, int]]:
    """Item id → (at least, at most)."""
    return {target.item_id: (target.minimum, target.maximum) for target in profile.targets.all()}


def state_of_targets(profile: TargetProfile) -> str:
    """The same as long as nobody has changed the profile."""
    ranges = sorted((str(item), *ends) for item, ends in ranges_of(profile).items())
    return fingerprint(profile.title, profile.audience, profile.role, str(profile.organisation_id), ranges)
