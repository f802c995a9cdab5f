"""Opening a framework to everybody: its adopted versions can then be read as CASE without signing in."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from standards import policies
from standards.models import Framework


@audit.write
def publish_framework(*, framework: Framework, by: User, now: dt.datetime) -> Framework:
    """Makes the framework public. Refused when it states no licence; NotAllowed as `policies.may_publish` says."""
    locked = _locked(framework, by, now)
    if not (locked.licence_title or locked.licence_uri):
        raise Refused(_("This framework does not state a licence, so nobody may pass it on."))
    return _set(locked, is_public=True)


@audit.write
def withdraw_framework(*, framework: Framework, by: User, now: dt.datetime) -> Framework:
    """Closes a public framework to all who do not sign in, from the next request on. NotAllowed as above."""
    return _set(_locked(framework, by, now), is_public=False)


def _locked(framework: Framework, by: User, now: dt.datetime) -> Framework:
    found = Framework.objects.select_for_update(of=("self",)).select_related("owner").get(pk=framework.pk)
    if not policies.may_publish(by, found, timezone.localdate(now)):
        raise NotAllowed(_("Only programme admins of the organisation that owns this framework may do this."))
    return found


def _set(framework: Framework, *, is_public: bool) -> Framework:
    framework.is_public = is_public
    framework.save(update_fields=["is_public"])
    return framework
