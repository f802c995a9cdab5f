"""How pages find the version in their address."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from carnegie.core import clock
from standards import policies, selectors
from standards.models import FrameworkVersion


def changeable(request: HttpRequest, pk: UUID | str) -> FrameworkVersion:
    """The version, when she may change its status: 404 to those who may not see it, 403 to those who may only see."""
    version = get_object_or_404(selectors.versions_for(request.user, clock.today()), pk=pk)
    if not policies.may_change_status(request.user, version, clock.today()):
        raise PermissionDenied
    return version
