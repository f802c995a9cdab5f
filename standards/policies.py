"""Who may do what with frameworks: programme admins of the organisation that owns them; with those that are shared by
all, system administrators; and nobody else."""

import datetime as dt

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, Organisation, User
from standards.models import Framework, FrameworkVersion


def may_import(user: User, owner: Organisation | None, on: dt.date) -> bool:
    """Programme admins of `owner`. A framework of nobody comes in by command only."""
    if owner is None or not user.is_active:
        return False
    roles = user.memberships.active(on)
    return roles.filter(organisation=owner, role=MembershipRole.PROGRAMME_ADMIN).exists()


def may_import_anywhere(user: User, on: dt.date) -> bool:
    """Whether there is any organisation for which this person may bring in frameworks."""
    return user.is_active and Membership.objects.active(on, user=user, role=MembershipRole.PROGRAMME_ADMIN).exists()


def may_change_status(user: User, version: FrameworkVersion, on: dt.date) -> bool:
    """May adopt or deprecate this version."""
    return _keeps(user, version.framework, on)


def may_change_draft(user: User, version: FrameworkVersion, on: dt.date) -> bool:
    """May change the text of this version as long as it is a draft (the service sees to that)."""
    return _keeps(user, version.framework, on)


def may_publish(user: User, framework: Framework, on: dt.date) -> bool:
    """May open this framework to everybody, or close it again."""
    return _keeps(user, framework, on)


def _keeps(user: User, framework: Framework, on: dt.date) -> bool:
    if framework.owner_id is None:
        return user.is_active and user.is_staff
    return may_import(user, framework.owner, on)
