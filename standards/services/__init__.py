"""Writes of this app. Every service is keyword-only, atomic and audited; refusals are of carnegie.core.errors."""

from standards.services.choosing import Level, choose_scale, make_scale
from standards.services.drafts import (
    DraftOpen,
    FrameworkFacts,
    VersionFacts,
    change_facts,
    delete_draft,
    new_framework,
    start_draft,
)
from standards.services.editing import Occupied, end_turn, is_editing, take_turn
from standards.services.elements import (
    add_element,
    change_element,
    delete_element,
    delete_link,
    move_element,
    nudge_element,
    set_descriptors,
)
from standards.services.imports import ImportRefused, ImportReport, import_framework, import_seed, preview_framework
from standards.services.jobs import confirm_import, run_preview, start_import, start_import_from
from standards.services.pasting import PasteRefused, paste_elements
from standards.services.publishing import publish_framework, withdraw_framework
from standards.services.scales import default_scale
from standards.services.status import adopt_version, deprecate_version

__all__ = [
    "DraftOpen",
    "FrameworkFacts",
    "ImportRefused",
    "ImportReport",
    "Level",
    "Occupied",
    "PasteRefused",
    "VersionFacts",
    "add_element",
    "adopt_version",
    "change_element",
    "change_facts",
    "choose_scale",
    "confirm_import",
    "default_scale",
    "delete_draft",
    "delete_element",
    "delete_link",
    "deprecate_version",
    "end_turn",
    "import_framework",
    "import_seed",
    "is_editing",
    "make_scale",
    "move_element",
    "new_framework",
    "nudge_element",
    "paste_elements",
    "preview_framework",
    "publish_framework",
    "run_preview",
    "set_descriptors",
    "start_draft",
    "start_import",
    "start_import_from",
    "take_turn",
    "withdraw_framework",
]
