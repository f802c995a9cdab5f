"""Input of this app's pages; nothing is saved here."""

from standards.forms.address import AddressForm
from standards.forms.drafts import (
    ChangeFactsForm,
    NewFrameworkForm,
    NewVersionForm,
    facts_of,
    settled_facts,
)
from standards.forms.editing import (
    DeleteForm,
    ElementForm,
    MoveForm,
    PasteForm,
    ScaleChoiceForm,
    ScaleForm,
    stored_words,
)
from standards.forms.library import (
    SORTS,
    DeprecateForm,
    ImportForm,
    LibraryFilter,
    SeedForm,
)
from standards.forms.log import LogFilter

__all__ = [
    "SORTS",
    "AddressForm",
    "ChangeFactsForm",
    "DeleteForm",
    "DeprecateForm",
    "ElementForm",
    "ImportForm",
    "LibraryFilter",
    "LogFilter",
    "MoveForm",
    "NewFrameworkForm",
    "NewVersionForm",
    "PasteForm",
    "ScaleChoiceForm",
    "ScaleForm",
    "SeedForm",
    "facts_of",
    "settled_facts",
    "stored_words",
]
