"""What was sent, or will be, to whom and when. Never what it said."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.notifications import registry, selectors
from carnegie.notifications.forms import ReminderFilterForm
from carnegie.notifications.models import Reminder

PAGE = 50
TONES = {"sent": "good", "failed": "bad", "uncertain": "warn", "suppressed": "warn", "expired": "warn"}


@access("reminder", GET="view")
@require_safe
def reminder_list(request: HttpRequest) -> HttpResponse:
    """One's own reminders; for those who look after others', theirs as well."""
    rows = selectors.visible_reminders(request.user, clock.today())
    form = ReminderFilterForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = Paginator(rows.filter(state=state) if state else rows, PAGE).get_page(request.GET.get("page"))
    clear = reverse("notifications:reminder-list") if state else ""
    context = {"page": page, "rows": [described(row) for row in page], "filter_form": form, "clear": clear}
    return render(request, "notifications/reminder_list.html", context)


@access("reminder", GET="view")
@require_safe
def reminder_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    reminder = get_object_or_404(selectors.visible_reminders(request.user, clock.today()), pk=pk)
    return render(request, "notifications/reminder_detail.html", described(reminder))


def described(reminder: Reminder) -> dict[str, object]:
    """A row and the words for it; a kind that no app knows any more is shown by its code."""
    kind = registry.KINDS.get(reminder.kind)
    title = (kind and kind.title) or reminder.kind
    return {"reminder": reminder, "title": title, "tone": TONES.get(reminder.state, "neutral")}
