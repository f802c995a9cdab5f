"""Hundreds of requests that the discovery document allows, and some that it does not, against a real server."""

import json
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance

from standards.formats.case_feed import RESOURCES
from tests.cast import Cast
from tests.standards.feed import OFFICIAL, OURS, needs_schemas, published

# The seed has neither concepts nor groups of links.
NOT_IN_THIS_PACKAGE = {"/CFAssociationGroupings/{sourcedId}", "/CFConcepts/{sourcedId}"}
LIMITS = hypothesis.settings(
    max_examples=25,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)


def known_identifiers(base: str, client: Any) -> dict[str, list[str]]:
    """Identifiers that the feed answers, by resource: those of one package."""
    document = client.get(f"{base}/CFDocuments").json()["CFDocuments"][0]["identifier"]
    package = client.get(f"{base}/CFPackages/{document}").json()
    lists = {name: rows for name, rows in package.items() if isinstance(rows, list)}
    lists |= package.get("CFDefinitions", {})
    found = {name: [row["identifier"] for row in rows[:5]] for name, rows in lists.items() if isinstance(rows, list)}
    return {**found, "CFDocuments": [document], "CFPackages": [document], "CFItemAssociations": found["CFItems"]}


def statuses_of(operation: Any, base: str, known: dict[str, list[str]]) -> set[int]:
    """What the server answered to all sorts of requests; each answer was held to the document."""
    identifiers = st.sampled_from(known.get(operation.path.split("/")[1]) or ["none"])
    statuses = set()

    @LIMITS
    @hypothesis.given(case=operation.as_strategy(), identifier=st.none() | identifiers)
    def asked(case: Any, identifier: str | None) -> None:
        if identifier is not None and case.path_parameters:
            case.path_parameters["sourcedId"] = identifier
        # A filter has a grammar of its own, which the document can only describe: some are refused with 400.
        statuses.add(case.call_and_validate(base_url=base, excluded_checks=[positive_data_acceptance]).status_code)

    asked()
    return statuses


def asked_everything(description: dict[str, Any], server: str) -> dict[str, set[int]]:
    """By path, what was answered to what the description allows, and to some things that it does not."""
    cast = Cast()
    published(cast.provider, cast.dee)
    base = f"{server}/ims/case/v1p1"
    known = known_identifiers(base, requests)
    operations = [found.ok() for found in schemathesis.openapi.from_dict(description).get_all_operations()]
    return {operation.path: statuses_of(operation, base, known) for operation in operations}


@needs_schemas
@pytest.mark.django_db(transaction=True)
def test_every_answer_is_as_the_official_description_says(live_server: Any) -> None:
    """But for one thing: a page of the list that holds nothing is an empty list, where it wants one at least."""
    official = json.loads(OFFICIAL["v1p1"].read_text())
    assert official["components"]["schemas"]["CFDocumentSetDType"]["properties"]["CFDocuments"].pop("minItems") == 1
    answered = asked_everything(official, live_server.url)
    assert set(answered) == {"/CFDocuments", *(f"/{name}/{{sourcedId}}" for name in RESOURCES)}
    assert {path for path, statuses in answered.items() if 200 not in statuses} == NOT_IN_THIS_PACKAGE


@pytest.mark.django_db(transaction=True)
def test_every_answer_is_as_the_discovery_document_says(live_server: Any) -> None:
    answered = asked_everything(OURS, live_server.url)
    assert set(answered) == {"/CFDocuments", *(f"/{name}/{{sourcedId}}" for name in RESOURCES)}
    assert {path for path, statuses in answered.items() if 200 not in statuses} == NOT_IN_THIS_PACKAGE
