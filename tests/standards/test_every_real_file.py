"""Every file of ../shared/data: what it holds, what is odd about it, or in which words it is refused.

CASE packages stand in the table of `test_import_framework`, Moodle and Mahara files in that of `test_real_tables`; all
others are here, and no file is in none of them.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from standards import selectors, services
from tests.cast import NOW, Cast
from tests.standards import test_import_framework, test_real_tables
from tests.standards.test_import_framework import stored
from tests.standards.test_real_tables import DATA, needs_files

# With every UK file: no issuing body, and three columns that are ours alone.
UK = {"missing": 1, "unknown_column": 3}
# With the OpenSALT files that begin with the columns: no title, no issuing body.
BARE = {"no_title": 1, "missing": 1}
# format, elements, associations of the file, depth, {oddity: how often}
REAL: dict[str, tuple[str, int, int, int, dict[str, int]]] = {
    "case/derived/digcomp3_911_items.case-v1p1.json": ("case", 911, 911, 3, {"field_left_out": 1}),
    "case/opensalt-spreadsheet/children.csv": ("opensalt-csv", 4, 4, 3, {**BARE, "place_from_code": 1}),
    "case/opensalt-spreadsheet/compeito_001_framework_ja.csv": ("opensalt-csv", 36, 36, 3, {}),
    "case/opensalt-spreadsheet/sample_case.csv": ("opensalt-csv", 10, 14, 5, {**BARE, "identifier_not_uuid": 10}),
    "case/opensalt-spreadsheet/sequenceNumber.csv": (
        *("opensalt-csv", 2, 2, 1),
        {**BARE, "unknown_column": 1, "unknown_parent": 2},
    ),
    "case/opensalt-spreadsheet/spreadsheet_import_sample.xlsx": (
        *("opensalt-xlsx", 4, 10, 3),
        {"unknown_column": 1, "origin_elsewhere": 2},
    ),
    "case/opensalt-spreadsheet/test_items.csv": ("opensalt-csv", 99, 99, 1, BARE),
    "uk/apprenticeship-ksb-structure.csv": ("csv", 7, 0, 1, UK),
    "uk/civil-service-competency-framework-2012.csv": ("csv", 13, 0, 2, UK),
    "uk/common-core-childrens-workforce.csv": ("csv", 18, 0, 2, UK),
    "uk/early-years-teachers-standards-2013.csv": ("csv", 46, 0, 2, UK),
    "uk/emcc-coaching-2015.csv": ("csv", 13, 0, 2, UK),
    "uk/every-child-matters.csv": ("csv", 35, 0, 2, UK),
    "uk/eyps-2007.csv": ("csv", 45, 0, 2, UK),
    "uk/eyps-2012.csv": ("csv", 21, 0, 2, UK),
    "uk/gtcs-standard-for-headship-2021.csv": ("csv", 8, 0, 2, UK),
    "uk/headteachers-standards-2020.csv": ("csv", 22, 0, 3, UK),
    "uk/headteachers-standards-of-excellence-2015.csv": ("csv", 4, 0, 1, UK),
    "uk/national-standards-headteachers-2004.csv": ("csv", 24, 0, 2, UK),
    "uk/npq-2017.csv": ("csv", 14, 0, 2, UK),
    "uk/npq-leadership-2020.csv": ("csv", 30, 0, 2, UK),
    "uk/psf-2023.csv": ("csv", 23, 0, 2, UK),
    "uk/sure-start-centre-leaders-2007.csv": ("csv", 6, 0, 1, UK),
    "uk/tda-professional-standards-2007.csv": ("csv", 194, 0, 4, UK),
    "uk/teachers-standards-2011.csv": ("csv", 53, 0, 3, UK),
    "uk/ukpsf-2011.csv": ("csv", 23, 0, 2, UK),
    "uk/wales-professional-standards-2017.csv": ("csv", 6, 0, 1, UK),
}
NOT_CASE = "A CASE package has a CFDocument, and this has none."
SCHEMA = f"This looks like a JSON Schema: the form of a file, not a file of that form. {NOT_CASE}"
# No frameworks, and what each is told to be.
REFUSED = {
    "case/opensalt-spreadsheet/compeito_001r_rubrics_ja.csv": (
        "This looks like a table of rubrics. Bring in the framework's own file, or its CASE package."
    ),
    "case/schemas/OpenCASE.postman_collection.json": f"This looks like a Postman collection. {NOT_CASE}",
    "case/schemas/case-v1p0-cfpackage-schema.json": SCHEMA,
    "case/schemas/case-v1p0-swagger.json": f"This looks like a description of an interface (OpenAPI). {NOT_CASE}",
    "case/schemas/case-v1p1-cfpackage.official.schema.json": SCHEMA,
    "case/schemas/imscasev1p1_openapi3_v1p0.json": (
        f"This looks like a description of an interface (OpenAPI). {NOT_CASE}"
    ),
    "other/digcomp3_data_supplement_2025-11-24.jsonld": f"This looks like linked data (JSON-LD). {NOT_CASE}",
    "other/esco_skills_en_4199_flat.csv": (
        "This looks like a list of ESCO concepts, which does not say what stands where. "
        "A framework has a column “heading”."
    ),
    "other/uk_civil_service_competency_framework_2012.json": (
        "This is JSON that holds “borrowedFrom”, “competencies”, “copyright”, “description”, …, "
        "but not a CASE package: it has no CFDocument."
    ),
}


def of_other_tables() -> set[Path]:
    packages = {test_import_framework.PACKAGES / name for name in test_import_framework.REAL}
    return packages | set(test_real_tables.REAL) | {DATA / "SOURCES.md"}


@needs_files
def test_the_tables_name_every_real_file_once() -> None:
    here = {DATA / name for name in (*REAL, *REFUSED)}
    assert {path for path in DATA.rglob("*") if path.is_file()} == here | of_other_tables()
    assert here & of_other_tables() == set()


@needs_files
@pytest.mark.parametrize("name", REAL)
def test_real_files_are_stored_whole_and_once(cast: Cast, name: str) -> None:
    format, elements, associations, depth, oddities = REAL[name]
    path = DATA / name
    file = {"data": path.read_bytes(), "file_name": path.name, "owner": cast.provider, "by": cast.dee, "now": NOW}
    report = services.import_framework(**file)  # type: ignore[arg-type]
    assert report.version
    assert (report.format, report.elements, report.associations) == (format, elements, associations)
    assert Counter(warning["code"] for warning in report.warnings) == oddities
    tree = selectors.tree(report.version)
    assert (len(tree), max(one.depth for one in tree) + 1) == (elements, depth)
    again = services.import_framework(**file)  # type: ignore[arg-type]
    assert (again.version, again.unchanged, again.created, again.updated) == (report.version, elements, 0, 0)


@needs_files
def test_every_row_of_the_uk_files_is_an_element_or_names_the_framework() -> None:
    found = {path.name: list(csv.DictReader(path.open(encoding="utf-8-sig"))) for path in (DATA / "uk").glob("*.csv")}
    of_frameworks = {name: sum(row["kind"] == "framework" for row in rows) for name, rows in found.items()}
    assert set(of_frameworks.values()) == {1}
    assert {f"uk/{name}": len(rows) - 1 for name, rows in found.items()} == {
        name: expected[1] for name, expected in REAL.items() if name.startswith("uk/")
    }


@needs_files
@pytest.mark.parametrize("name", REFUSED)
def test_other_files_are_told_what_they_are(cast: Cast, name: str) -> None:
    path, before = DATA / name, stored()
    with pytest.raises(services.ImportRefused) as refusal:
        services.import_framework(
            data=path.read_bytes(), file_name=path.name, owner=cast.provider, by=cast.dee, now=NOW
        )
    assert [(one["message"], bool(one["field"])) for one in refusal.value.report.errors] == [(REFUSED[name], True)]
    assert stored() == before
