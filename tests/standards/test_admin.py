"""System administrators may look at reference data and change none of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from tests.cast import Cast


@pytest.mark.parametrize("model", ["framework", "frameworkversion", "scale"])
def test_reference_data_is_read_only(cast: Cast, as_user: Callable[[User], Client], model: str) -> None:
    client = as_user(cast.root)
    assert client.get(reverse(f"admin:standards_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:standards_{model}_add")).status_code == 403
    row = {"framework": cast.framework_version.framework, "frameworkversion": cast.framework_version}
    pk = row.get(model, cast.framework_version.scale).pk
    assert client.get(reverse(f"admin:standards_{model}_change", args=[pk])).status_code == 200
    assert client.post(reverse(f"admin:standards_{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403
