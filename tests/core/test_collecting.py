"""Garbage is not searched for while many objects are made, and is again afterwards, whatever happens."""

import contextlib
import gc

import pytest

from carnegie.core.collecting import many_objects_at_once
from standards import formats, services
from tests.cast import NOW, Cast
from tests.standards.files import small_case


@many_objects_at_once()
def searching() -> bool:
    return gc.isenabled()


def test_the_search_is_put_off_and_goes_on() -> None:
    assert (searching(), gc.isenabled()) == (False, True)


def test_it_goes_on_after_a_fault() -> None:
    with pytest.raises(ValueError, match="x"), many_objects_at_once():
        raise ValueError("x")
    assert gc.isenabled()


def test_one_inside_another_does_not_end_it_early() -> None:
    with many_objects_at_once():
        assert searching() is False
        assert gc.isenabled() is False
    assert gc.isenabled()


@pytest.mark.django_db
@pytest.mark.parametrize("data", [small_case(), b"{"])
def test_frameworks_are_brought_in_so(cast: Cast, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    seen, read = [], formats.read

    def reading(*args: str) -> object:
        seen.append(gc.isenabled())
        return read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(formats, "read", reading)
    services.preview_framework(data=data, file_name="x", owner=cast.provider)
    with contextlib.suppress(services.ImportRefused):
        services.import_framework(data=data, file_name="x", owner=cast.provider, by=cast.dee, now=NOW)
    assert (seen, gc.isenabled()) == ([False, False], True)
