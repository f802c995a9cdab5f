from carnegie.core.models.access_log import AccessLog
from carnegie.core.models.base import DatedRelation, DatedRelationQuerySet, Transition, UUIDModel
from carnegie.core.models.job import Job

__all__ = ["AccessLog", "DatedRelation", "DatedRelationQuerySet", "Job", "Transition", "UUIDModel"]
