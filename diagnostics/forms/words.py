"""Text as people type it, in the shape in which we keep it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 4000


def storable(value: str) -> None:
    """Text that Postgres can keep: no half of a surrogate pair, which JSON can smuggle in."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValidationError(_("This contains a character that cannot be stored.")) from error


class TextField(forms.CharField):
    """Several lines of a person's own words, with line ends as we keep them."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"max_length": LONGEST_TEXT, "validators": [storable]} | options))

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")
