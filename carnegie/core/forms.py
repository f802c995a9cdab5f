"""How crispy forms are laid out on our pages."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit


class PageFormHelper(FormHelper):
    """A whole form on a page: error summary, fields, one button, and a way out.

    In a form's `__init__`: `self.helper = PageFormHelper("title", "due_date", submit=_("Save"), cancel_url=url)`; on
    the page: `{% crispy form %}`. Names (or crispy layout objects) give the order; without any, every field is shown
    as declared. A second button: `self.helper.add_input(Submit("draft", _("Keep"), css_class="btn-secondary"))`.
    """

    def __init__(self, *layout: Any, submit: str, cancel_url: str = "", action: str = "", testid: str = "save") -> None:
        super().__init__()
        self.form_action = action
        self.attrs = {"novalidate": True}
        self.cancel_url = cancel_url
        self.add_input(Submit("submit", submit, data_testid=testid))
        if layout:
            self.layout = Layout(*layout)
