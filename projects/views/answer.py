"""How pages of this app answer a sent form."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, ChoiceField, Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import formats
from django.utils.translation import gettext as _

from carnegie.core.errors import Refused, Stale
from carnegie.core.views.pages import form_page
from projects.models import Goal, Project


def values(form: BaseForm) -> dict[str, Any]:
    """What a valid form says, without the version that its page was made from."""
    return {name: value for name, value in form.cleaned_data.items() if name != "base_version"}


def edit_page(
    request: HttpRequest, template: str, form: BaseForm, change: Callable[..., object], row: Goal | Project, back: str
) -> HttpResponse:
    """Save a reworded goal or project with `change` and go `back`; a save over a newer one is answered 409."""
    if request.method == "POST" and form.is_valid():
        try:
            change(**form.cleaned_data)
        except Stale as stale:
            return _stale_page(request, template, form, row, str(stale))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    return form_page(request, template, form, stored=_stored(row))


def _stored(row: Goal | Project) -> Any:
    """As it is in the database: a form has put its own words into the row at hand."""
    return type(row)._default_manager.get(pk=row.pk)


def _stale_page(request: HttpRequest, template: str, form: BaseForm, row: Goal | Project, message: str) -> HttpResponse:
    """Both texts, and the form once more on top of the newer version."""
    stored = _stored(row)
    texts = {name: getattr(stored, name) for name in form._meta.fields}
    on_top_of(form, stored.lock_version)
    context = {"stale": message, "differences": differences(form, texts), "stored": stored}
    return form_page(request, template, form, status=409, **context)


def on_top_of(form: BaseForm, version: int) -> None:
    """Let what was typed be saved over `version` when it is sent again."""
    form.data = form.data.copy()
    form.data["base_version"] = str(version)


def differences(form: BaseForm, stored: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What is `stored` now, by field, beside what this form says, where they differ: (label, stored, yours)."""
    yours = {name: form.cleaned_data[name] for name in stored}
    differing = [name for name in stored if (stored[name] or "") != (yours[name] or "")]
    fields = form.fields
    return [
        (str(fields[name].label), in_words(fields[name], stored[name]), in_words(fields[name], yours[name]))
        for name in differing
    ]


def in_words(field: Field, value: Any) -> str:
    """A value as its field shows it: labels instead of codes, and nothing for nothing."""
    if isinstance(field, ChoiceField):
        labels = dict(field.choices)
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(one, one)) for one in chosen if one)
    return str(formats.localize(value)) if value else ""
