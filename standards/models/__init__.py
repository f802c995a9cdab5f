from standards.models.association import Association
from standards.models.crosswalk import Crosswalk, CrosswalkLink, DismissedPair
from standards.models.editing import EditingTurn
from standards.models.element import Element, LevelDescriptor
from standards.models.framework import Framework, FrameworkTransition, FrameworkVersion
from standards.models.scale import Scale, ScaleLevel

__all__ = [
    "Association",
    "Crosswalk",
    "CrosswalkLink",
    "DismissedPair",
    "EditingTurn",
    "Element",
    "Framework",
    "FrameworkTransition",
    "FrameworkVersion",
    "LevelDescriptor",
    "Scale",
    "ScaleLevel",
]
