"""Which expected levels count for which learner."""

import datetime as dt

from django.db.models import BooleanField, ExpressionWrapper, Q

from diagnostics.enums import TargetAudience
from diagnostics.models import Round, TargetProfile
from programmes.models import Enrolment, EnrolmentEmployer


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
