"""What tests of answering share: a version that asks otherwise, and questions about her work."""

from typing import Any

from diagnostics import services
from diagnostics.models import Attempt, ContextQuestion, DiagnosticVersion
from tests.cast import NOW, Cast


def ask(cast: Cast, **fields: Any) -> DiagnosticVersion:
    """The cast's version, asking so."""
    DiagnosticVersion.objects.filter(pk=cast.diagnostic_version.pk).update(**fields)
    cast.diagnostic_version.refresh_from_db()
    return cast.diagnostic_version


def save(attempt: Attempt, code: str, by: Any, **given: Any) -> services.SavedAnswer:
    fields = {"rank": 3, "is_not_applicable": False, "importance": None, "example": "", "base_revision": 0}
    item = attempt.round.diagnostic_version.items.get(code=code)
    return services.save_answer(attempt=attempt, item=item, by=by, now=NOW, **(fields | given))


def make_questions(cast: Cast) -> list[ContextQuestion]:
    """A number that must be given, a choice and words that may be left out."""
    return ContextQuestion.objects.bulk_create(
        [
            ContextQuestion(
                version=cast.diagnostic_version,
                position=0,
                kind="number",
                wording="How many people do you lead?",
                hint="Those whose work you look at",
                is_required=True,
            ),
            ContextQuestion(
                version=cast.diagnostic_version,
                position=1,
                kind="choice",
                wording="Where do you work?",
                options=["A nursery", "A primary school", "Elsewhere"],
            ),
            ContextQuestion(version=cast.diagnostic_version, position=2, wording="What is special about it?"),
        ]
    )
