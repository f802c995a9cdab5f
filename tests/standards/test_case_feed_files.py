"""Every real file that was adopted is answered as the official descriptions want it."""

from pathlib import Path

import pytest

from standards import formats
from tests.cast import Cast
from tests.standards.feed import RELEASES, SCHEMAS, body, needs_schemas, official_errors, published

FOLDER = SCHEMAS.parent / "packages"
# Identifiers of the source, kept although no RFC allows them; one file is a list, one has no elements to adopt.
FOREIGN_ID = "identifier does not match"


def real_files() -> list[Path]:
    drafts = ((path, formats.read(path.read_bytes()).draft) for path in sorted(FOLDER.glob("*.json")))
    return [path for path, draft in drafts if draft and draft.elements]


@needs_schemas
def test_real_files_are_answered_strictly(cast: Cast) -> None:
    files = real_files()
    assert len(files) >= 19
    for path in files:
        version = published(cast.provider, cast.dee, path.read_bytes())
        for release in RELEASES:
            found = official_errors(body(f"{release}/CFPackages/{version.case_identifier}"), "CFPackages", release)
            assert (path.name, [error for error in found if FOREIGN_ID not in error]) == (path.name, [])


@needs_schemas
@pytest.mark.parametrize("release", RELEASES)
def test_the_list_of_real_files_too(cast: Cast, release: str) -> None:
    for path in real_files()[:5]:
        published(cast.provider, cast.dee, path.read_bytes())
    found = official_errors(body(f"{release}/CFDocuments"), "CFDocuments", release, is_set=True)
    assert [error for error in found if FOREIGN_ID not in error] == []
