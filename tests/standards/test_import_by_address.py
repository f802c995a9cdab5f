"""A framework by its address: from a real server that speaks CASE, which is another Carnegie."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.enums import JobState
from carnegie.core.models import Job
from carnegie.people.models import User
from standards.models import FrameworkVersion
from tests.cast import Cast
from tests.standards.feed import published

SignIn = Callable[[User], Client]
URL = reverse("standards:import-by-address")


def asked(client: Client, cast: Cast, address: str) -> Job:
    response = client.post(URL, {"address": address, "owner": cast.other_provider.pk})
    assert response.status_code == 302, response.content
    return Job.objects.get()


@pytest.mark.parametrize("name", ["amara", "bill", "cora", "lena", "sam", "root", "otto"])
def test_others_may_not(cast: Cast, as_user: SignIn, name: str) -> None:
    client = as_user(getattr(cast, name))
    form = {"address": "https://example.org/ims/case/v1p1/CFPackages/x", "owner": cast.provider.pk}
    assert (client.get(URL).status_code, client.post(URL, form).status_code) == (403, 403)
    assert Job.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("resource", ["CFPackages", "CFDocuments"])
def test_another_servers_framework_is_fetched_shown_and_stored(
    as_user: SignIn, live_server: Any, no_broker: None, settings: Any, resource: str
) -> None:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    cast = Cast()
    there = published(cast.provider, cast.dee)
    client = as_user(cast.pia)
    job = asked(client, cast, f"{live_server.url}/ims/case/v1p1/{resource}/{there.case_identifier}")
    assert (job.state, job.error) == (JobState.DONE, "")
    assert job.result["report"]["elements"] == there.elements.count()
    assert "Store it" in client.get(reverse("standards:import-detail", args=[job.pk])).content.decode()
    client.post(reverse("standards:import-confirm", args=[job.pk]))
    here = FrameworkVersion.objects.get(framework__owner=cast.other_provider, case_identifier=there.case_identifier)
    columns = ("identifier", "position", "depth", "code", "full_statement")
    assert list(here.elements.values_list(*columns)) == list(there.elements.values_list(*columns))


@pytest.mark.django_db(transaction=True)
def test_what_is_not_public_there_is_told(as_user: SignIn, live_server: Any, no_broker: None, settings: Any) -> None:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    cast = Cast()
    identifier = cast.framework_version.case_identifier
    job = asked(as_user(cast.pia), cast, f"{live_server.url}/ims/case/v1p1/CFPackages/{identifier}")
    assert (job.state, job.error) == (JobState.FAILED, "The other server answers with status 404.")
    assert FrameworkVersion.objects.filter(framework__owner=cast.other_provider).count() == 0


def test_the_own_network_is_not_asked(cast: Cast, as_user: SignIn, no_broker: None) -> None:
    job = asked(as_user(cast.pia), cast, "https://169.254.169.254/latest/meta-data/")
    assert job.state == JobState.FAILED
    assert job.error == "169.254.169.254 is not on the open internet, so it is not asked."
    assert not job.file


@pytest.mark.parametrize("address", ["", "x", "http://example.org/", "https://u:p@example.org/", "https://a\x00b/"])
def test_junk_is_refused_at_the_field_and_kept(cast: Cast, as_user: SignIn, address: str) -> None:
    response = as_user(cast.pia).post(URL, {"address": address, "owner": cast.other_provider.pk})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["address"]
    assert Job.objects.count() == 0


def test_another_organisation_is_refused(cast: Cast, as_user: SignIn) -> None:
    response = as_user(cast.pia).post(URL, {"address": "https://example.org/x", "owner": cast.provider.pk})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["owner"])


def test_the_address_stays_out_of_the_log(
    cast: Cast, as_user: SignIn, no_broker: None, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(as_user(cast.pia), cast, "https://127.0.0.1/ims/case/v1p1/CFPackages/canary-in-address")
    assert "canary-in-address" not in caplog.text + capsys.readouterr().out
