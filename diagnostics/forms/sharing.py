"""With whom a learner shares."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from diagnostics.selectors.sharing import Reader


class ShareForm(forms.Form):
    """With whom to share; nobody is ticked beforehand."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Share with"),
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, readers: Sequence[Reader], cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {str(reader.user.pk): reader.user for reader in readers}
        self.fields["people"].choices = [
            (str(reader.user.pk), f"{reader.user.full_name} ({reader.relation})") for reader in readers
        ]
        self.helper = PageFormHelper(submit=_("Share"), cancel_url=cancel_url, testid="share")
