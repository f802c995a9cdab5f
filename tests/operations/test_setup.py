"""`manage.py setup`: what an installation has before anybody signs in."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from standards.models import Scale
from tests.cast import Cast


@pytest.mark.django_db
def test_the_default_scale_can_be_chosen_before_anything_used_it(
    cast: Cast, as_user: Any, settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    assert not Scale.objects.filter(is_default=True).exists()
    for _time in range(2):
        call_command("setup")
    scale = Scale.objects.get(is_default=True)
    page = as_user(cast.dee).get(reverse("diagnostics:diagnostic-new", args=[cast.programme.pk])).text
    assert f'<option value="{scale.pk}"' in page
