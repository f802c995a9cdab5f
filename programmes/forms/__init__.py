"""Forms of this app: they check what was typed; services write."""

from programmes.forms.crosswalk import (
    ChangedLinkForm,
    CrosswalkForm,
    CrosswalkSeedForm,
    LinkFileForm,
    LinkForm,
    NewCrosswalkForm,
)
from programmes.forms.mapping import KINDS, CellForm, GridFileForm, RowCellForm, RowFormSet
from programmes.forms.people import (
    CohortForm,
    EmployerForm,
    EnrolmentForm,
    JobTitleForm,
    PersonForm,
    ReasonForm,
    SupporterForm,
)
from programmes.forms.programme import (
    ActivityForm,
    EventForm,
    FrameworkForm,
    ModuleForm,
    NewProgrammeForm,
    ProgrammeForm,
)
from programmes.forms.suggesting import SuggestionForm

__all__ = [
    "KINDS",
    "ActivityForm",
    "CellForm",
    "ChangedLinkForm",
    "CohortForm",
    "CrosswalkForm",
    "CrosswalkSeedForm",
    "EmployerForm",
    "EnrolmentForm",
    "EventForm",
    "FrameworkForm",
    "GridFileForm",
    "JobTitleForm",
    "LinkFileForm",
    "LinkForm",
    "ModuleForm",
    "NewCrosswalkForm",
    "NewProgrammeForm",
    "PersonForm",
    "ProgrammeForm",
    "ReasonForm",
    "RowCellForm",
    "RowFormSet",
    "SuggestionForm",
    "SupporterForm",
]
