"""When the benchmark says that no answer was lost, every acknowledgement was looked up."""

import pytest

from carnegie.operations.benchmark.large import Large, Saver
from carnegie.operations.benchmark.savers import lost, told_of
from diagnostics.models import Answer, DiagnosticLevel
from tests.cast import NOW, Cast, make_attempt

OUTPUT = """\
  Latency   177.31ms
KEPT 0 0 2 3
KEPT 0 1 1 4
RESULT 170.1 250.2 280.3 2810 0
"""


@pytest.fixture
def large(cast: Cast) -> Large:
    """A learner whose first statement stands at level 3, saved twice, and her second at level 4, saved once."""
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3, 4], submitted=False)
    items = list(cast.round.diagnostic_version.items.values_list("pk", flat=True))
    Answer.objects.filter(attempt=attempt).update(revision=1)
    Answer.objects.filter(attempt=attempt, item=items[0]).update(revision=2)
    pk = attempt.pk
    return Large(cast.cohort.pk, pk, pk, pk, pk, items, [Saver("learner@bench.test", pk)])


def test_what_was_acknowledged_and_is_kept_is_not_lost(large: Large) -> None:
    assert told_of(OUTPUT) == {(0, 0): (2, 3), (0, 1): (1, 4)}
    assert lost(large, told_of(OUTPUT)) == []


def test_a_row_that_is_missing_older_or_of_another_level_is_lost(large: Large) -> None:
    told = told_of(OUTPUT)
    kept = Answer.objects.filter(item=large.items[0], attempt=large.savers[0].attempt)
    kept.update(revision=1)
    assert lost(large, told) == [(0, 0)]
    kept.update(revision=2, level=DiagnosticLevel.objects.filter(rank=4).first())
    assert lost(large, told) == [(0, 0)]
    kept.delete()
    assert lost(large, told) == [(0, 0)]


def test_a_save_that_was_not_yet_acknowledged_may_be_newer(large: Large) -> None:
    newer = Answer.objects.filter(item=large.items[0], attempt=large.savers[0].attempt)
    newer.update(revision=3, level=DiagnosticLevel.objects.filter(rank=1).first(), saved_at=NOW)
    assert lost(large, told_of(OUTPUT)) == []
