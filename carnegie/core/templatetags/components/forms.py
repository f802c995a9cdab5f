"""What forms say: their choices, and what is wrong with them."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.template.defaultfilters import capfirst
from django.utils.functional import Promise

from carnegie.core.templatetags.components.drawing import register


@register.filter
def sentence(label: Any) -> Any:
    """A choice as it stands alone: words of ours begin with a capital letter, what people typed stays as it is."""
    return capfirst(label) if isinstance(label, Promise) else label


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, form: BaseForm | None = None, forms: Iterable[BaseForm] = ()) -> dict[str, Any]:
    """What is wrong, at the top, each linked to its field. `{% crispy form %}` brings its own: use this tag only
    for forms written by hand and for formsets."""
    every = [one for one in [form, *forms] if one is not None]
    return {"errors": [error for one in every for error in _errors(one)]}


def _errors(form: BaseForm) -> list[dict[str, str]]:
    if not form.is_bound:
        return []
    found = [{"target": "", "label": "", "message": message} for message in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            found += [_field_error(form, name, message) for message in form.errors[name]]
    return found


def _field_error(form: BaseForm, name: str, message: str) -> dict[str, str]:
    field = form[name]
    target = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
    # A row of a formset may have a `heading`: without it nobody could tell whose address is wrong.
    label = ", ".join(filter(None, [getattr(form, "heading", ""), str(field.label)]))
    return {"target": target, "label": label if label.endswith(("?", "!", ":")) else f"{label}:", "message": message}
