"""What the pages of an attempt in progress share: fetching it for its learner, leading from page to page, telling."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.forms import Form
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnegie.core import clock
from diagnostics import policies, services
from diagnostics.enums import AttemptState
from diagnostics.models import Attempt
from diagnostics.models.attempt import AttemptQuerySet
from diagnostics.selectors.questionnaire import Questionnaire
from programmes.models import Enrolment

NOTHING_USABLE = {"base_revision": "?"}
"""What stands for a body that is no JSON object: a form refuses it in words."""


def for_page(found: Any) -> Any:
    """With its cohort, and `has_previous`: whether she has submitted anything before."""
    hers = Attempt.objects.filter(
        enrolment__learner=OuterRef("enrolment__learner"), state=AttemptState.SUBMITTED
    ).order_by()
    return found.select_related("round__cohort").annotate(has_previous=Exists(hers))


def own_attempt(
    request: HttpRequest, pk: UUID, also: Callable[[Any], Any] = lambda found: found, **wanted: Any
) -> Attempt:
    """Her attempt: 403 to others who may know of it, 404 to everybody else.

    Looked for among hers first: who else may know of it is the dearest question of a save, and asked only of others.
    """
    hers = Attempt.objects.filter(enrolment__in=Enrolment.objects.as_learner(request.user))
    mine = also(_joined(hers)).filter(pk=pk, **wanted).first()
    if mine is None:
        known = Attempt.objects.visible_to(request.user, clock.today())
        return require_own(request, get_object_or_404(_joined(known), pk=pk, **wanted))
    return require_own(request, mine)


def _joined(found: AttemptQuerySet) -> Any:
    return found.with_last_day().select_related("enrolment", "round__diagnostic_version")


def require_own(request: HttpRequest, attempt: Attempt) -> Attempt:
    if not policies.owns(request.user, attempt.enrolment):
        raise PermissionDenied
    return attempt


def page_url(attempt: Attempt, number: int) -> str:
    """The page of a domain; 0 is the one about her work."""
    if number == 0:
        return reverse("diagnostics:attempt-context", args=[attempt.pk])
    return reverse("diagnostics:attempt-page", args=[attempt.pk, number])


def side_items(attempt: Attempt, asked: Questionnaire, here: int) -> list[dict[str, Any]]:
    """Every page with how far she is, for the navigation beside."""
    parts = [(domain.number, domain.title, domain.answered, domain.total) for domain in asked.domains]
    if asked.context:
        parts.insert(0, (0, _("About your work"), asked.context_answered, len(asked.context)))
    return [
        {
            "label": title,
            "url": page_url(attempt, number),
            "current": number == here,
            "note": f"{answered}/{total}{' ✓' if answered == total else ''}",
        }
        for number, title, answered, total in parts
    ]


def saved_json(saved: services.SavedAnswer, mark: str, kept: dict[str, str] | None) -> JsonResponse:
    """The acknowledgement of one autosave; with what is `kept` instead when it was late."""
    told = {
        "revision": saved.revision,
        "saved_at": saved.saved_at.isoformat(),
        "saved": formats.time_format(timezone.localtime(saved.saved_at)),
        "superseded": saved.superseded,
        "shown": mark,
    }
    return JsonResponse(told | {"shown": kept["shown"], "kept": kept} if kept else told)


def tell_superseded(request: HttpRequest, saved: Sequence[services.SavedAnswer]) -> None:
    superseded = [one for one in saved if one.superseded]
    if superseded:
        text = ngettext(
            "One answer had also been changed in another window or on another device. Your last one counts.",
            "%(count)s answers had also been changed in another window or on another device. Your last ones count.",
            len(superseded),
        )
        messages.warning(request, text % {"count": len(superseded)})


def first_error(form: Form) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{form[name].label}: {errors[0]}"
