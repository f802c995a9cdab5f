"""Reminder kinds for tests."""

import pytest

from carnegie.notifications import registry
from tests.notifications.kinds import make_kinds


@pytest.fixture
def kinds(monkeypatch):
    """The test kinds, known for one test."""
    for kind in make_kinds():
        monkeypatch.setitem(registry.KINDS, kind.code, kind)
