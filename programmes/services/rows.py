"""How rows are kept and dropped: what the database would refuse becomes a sentence."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from carnegie.core.errors import NotAllowed, Refused, Stale

M = TypeVar("M", bound=models.Model)


def require(allowed: bool, sentence: str) -> None:
    """Refuse the person with `sentence` unless she is allowed."""
    if not allowed:
        raise NotAllowed(sentence)


def keep(row: M, *changed: str) -> M:
    """Save `row` when its fields and its table's constraints allow it; else Refused with their own sentences.

    Of a row that is stored already only the `changed` fields are written, over whatever was saved in others meanwhile;
    one that has been deleted meanwhile stays so.
    """
    try:
        with transaction.atomic():
            row.full_clean()
            if changed:
                _hold(row)
            row.save(update_fields=changed or None)
    except ValidationError as error:
        raise Refused(_sentences(row, error)) from None
    except IntegrityError:
        raise Refused(_("Somebody saved the same thing at the same moment. Look again.")) from None
    return row


def _hold(row: models.Model) -> None:
    same = type(row)._default_manager.select_for_update().filter(pk=row.pk)
    if not same.values_list("pk", flat=True):
        raise Refused(_("Somebody has deleted “%(row)s” meanwhile.") % {"row": row})


def _sentences(row: models.Model, error: ValidationError) -> str:
    found = []
    for name, messages in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{getattr(row._meta.get_field(name), 'verbose_name', name)}: "
        found += [f"{label}{message}" for message in messages]
    return " ".join(found)


def drop(row: models.Model, *, hanging: Iterable[tuple[QuerySet[Any], str]]) -> None:
    """Delete `row` when nothing hangs on it; else Refused with the sentence beside the first thing that does."""
    for rows, sentence in hanging:
        if rows.exists():
            raise Refused(sentence)
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        raise Refused(_("Something else is built on “%(row)s”, so it stays.") % {"row": row}) from None


def clear_seen(mappings: QuerySet[Any], cells: int) -> None:
    """Clear the mapped cells of something that goes, if there are as many as its deleter was shown. Stale when not."""
    if cells and len(mappings.select_for_update().values_list("pk", flat=True)) != cells:
        raise Stale(_("Its mapping has changed meanwhile. Look again at what would be lost."))
    if cells:
        mappings.delete()
