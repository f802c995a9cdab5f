"""One question about the learner's context."""

from typing import Any

from django import forms
from django.template.defaultfilters import capfirst
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from diagnostics.enums import QuestionKind
from diagnostics.forms.words import TextField, storable

LONGEST_OPTION = 200


class QuestionForm(forms.Form):
    wording = forms.CharField(max_length=300, validators=[storable], label=_("Question"))
    hint = forms.CharField(
        max_length=300,
        validators=[storable],
        required=False,
        label=_("Hint"),
        help_text=_("Shown beneath the question. For example: count only staff whom you lead."),
    )
    kind = forms.ChoiceField(
        choices=[(kind.value, capfirst(kind.label)) for kind in QuestionKind], label=_("Answered by")
    )
    options = TextField(
        required=False,
        label=_("Answers to choose from"),
        help_text=_("One a line, two at least. Only for “one of several”."),
    )
    is_required = forms.BooleanField(required=False, label=_("Must be answered"))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, submit: str, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=submit, cancel_url=cancel_url)

    def clean_options(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if any(len(line) > LONGEST_OPTION for line in lines):
            raise forms.ValidationError(_("An answer to choose from has at most 200 characters."))
        return lines

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == QuestionKind.CHOICE and len(said.get("options") or []) < 2 and "options" in said:
            self.add_error("options", _("Give at least two answers to choose from."))
        return said
