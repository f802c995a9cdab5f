"""Input of this app's pages; nothing is saved here."""

from standards.forms.library import (
    SORTS,
    DeprecateForm,
    ImportForm,
    LibraryFilter,
    SeedForm,
)

__all__ = [
    "SORTS",
    "DeprecateForm",
    "ImportForm",
    "LibraryFilter",
    "SeedForm",
]
