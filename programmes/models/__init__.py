from programmes.models.booking import Booking
from programmes.models.cohort import Cohort, CohortRole
from programmes.models.enrolment import Enrolment, EnrolmentEmployer, EnrolmentTransition, Supporter
from programmes.models.mapping import Mapping
from programmes.models.programme import Activity, LearningEvent, Module, Programme, ProgrammeFramework, ProgrammeRole
from programmes.models.suggestion import MappingSuggestion

__all__ = [
    "Activity",
    "Booking",
    "Cohort",
    "CohortRole",
    "Enrolment",
    "EnrolmentEmployer",
    "EnrolmentTransition",
    "LearningEvent",
    "Mapping",
    "MappingSuggestion",
    "Module",
    "Programme",
    "ProgrammeFramework",
    "ProgrammeRole",
    "Supporter",
]
