"""Reads the spreadsheets of OpenSALT and OpenCASE: one CSV, or a workbook of three sheets.

There is no official CASE spreadsheet; this is what servers write. The rows are turned into a CASE package and read as
one, so that both kinds of file are treated alike; what is odd is named by its row.
"""

from collections import Counter
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from standards.formats import case, table
from standards.formats.draft import Issues, Parsed, Unreadable, as_uuid, derived_id
from standards.formats.table import Rows

Json = dict[str, Any]
DOCUMENT, ITEM, ASSOCIATION = "cfdoc", "cfitem", "cfassociation"
LINKS = {
    "ispartof": "isPartOf",
    "replacedby": "replacedBy",
    "exemplar": "exemplar",
    "precedes": "precedes",
    "ispeerof": "isPeerOf",
    "hasskilllevel": "hasSkillLevel",
    "isrelatedto": "isRelatedTo",
    "exactmatchof": "exactMatchOf",
    "isexactmatchof": "exactMatchOf",
    "istranslationof": "isTranslationOf",
    "ischildof": "isChildOf",
}
PARENTS = ("ischildof", "parentidentifier", "parent")
FIELDS = {
    "fullstatement": "fullStatement",
    "humancodingscheme": "humanCodingScheme",
    "cfitemtype": "CFItemType",
    "abbreviatedstatement": "abbreviatedStatement",
    "notes": "notes",
    "language": "language",
    "statusstartdate": "statusStartDate",
    "statusenddate": "statusEndDate",
    "listenumeration": "listEnumeration",
    "conceptkeywords": "conceptKeywords",
    "educationlevel": "educationLevel",
    "license": "licenseURI",
}
LISTS = ("conceptkeywords", "educationlevel")
OTHERS = frozenset({"identifier", "sequencenumber", "smartlevel", "cfassociationgroupidentifier"})
FACTS = {
    "identifier": "identifier",
    "title": "title",
    "creator": "creator",
    "publisher": "publisher",
    "description": "description",
    "language": "language",
    "version": "version",
    "subject": "subject",
    "notes": "notes",
    "officialsourceurl": "officialSourceURL",
    "statusstartdate": "statusStartDate",
    "statusenddate": "statusEndDate",
    "adoptionstatus": "adoptionStatus",
    "licensetitle": "licenseURI",
    "license": "licenseURI",
    "licensetext": "licenseText",
    "lastchangedate": "lastChangeDateTime",
}


def squeezed(name: str) -> str:
    """A header as OpenSALT compares it: letters only, all small."""
    return "".join(letter for letter in name.lower() if letter.isalpha())


def recognises(rows: Rows) -> bool:
    """Whether this table has the column that every such CSV has."""
    return any("fullstatement" in {squeezed(cell) for cell in cells} for _number, cells in _below_facts(rows)[:1])


def recognises_sheets(sheets: dict[str, Rows]) -> bool:
    return ITEM in {squeezed(name) for name in sheets}


def read(text: str, file_name: str = "") -> Parsed:
    """Reads the CSV. Raises Unreadable when it has no column for the statements."""
    return read_rows(table.read_csv(text), file_name)


def read_rows(rows: Rows, file_name: str = "") -> Parsed:
    body = _below_facts(rows)
    header = [squeezed(cell) for cell in body[0][1]] if body else []
    if "fullstatement" not in header:
        is_rubric = {"rubricidentifier", "criterionidentifier"} <= set(header)
        message = (
            _("This looks like a table of rubrics. Bring in the framework's own file, or its CASE package.")
            if is_rubric
            else _("The first line does not name a column “fullStatement”, so this is no OpenSALT spreadsheet.")
        )
        raise Unreadable("not_opensalt", message, "fullStatement")
    facts = {squeezed(cells[0]): ",".join(cells[1:]).strip(",") for _number, cells in rows if cells[0].startswith("#")}
    return _Reader(facts, file_name).parsed(body, [])


def read_sheets(sheets: dict[str, Rows], file_name: str = "") -> Parsed:
    """Reads the workbook with the sheets “CF Doc”, “CF Item” and “CF Association”."""
    named = {squeezed(name): rows for name, rows in sheets.items()}
    if ITEM not in named:
        raise Unreadable("not_opensalt", _("The workbook has no sheet “CF Item”, so this is no OpenSALT spreadsheet."))
    documents = _records(named.get(DOCUMENT, []))
    facts = documents[0][1] if documents else {}
    return _Reader(facts, file_name).parsed(named[ITEM], _records(named.get(ASSOCIATION, [])))


def _below_facts(rows: Rows) -> Rows:
    """Without the lines at the top that begin with # and name facts of the framework."""
    start = next((n for n, (_number, cells) in enumerate(rows) if not cells[0].startswith("#")), len(rows))
    return rows[start:]


def _records(rows: Rows) -> list[tuple[int, dict[str, str]]]:
    header = [squeezed(cell) for cell in rows[0][1]] if rows else []
    return [(number, dict(zip(header, cells, strict=False))) for number, cells in rows[1:]]


class _Reader:
    def __init__(self, facts: dict[str, str], file_name: str) -> None:
        self.warnings = Issues()
        self.row_of: dict[str, int] = {}
        self.document = self._document(facts, file_name)
        self.by_code: dict[str, str] = {}
        self.identifiers: dict[str, str] = {}
        self.links: list[Json] = []

    def _document(self, facts: dict[str, str], file_name: str) -> Json:
        document: Json = {FACTS[name]: value for name, value in facts.items() if name in FACTS and value}
        for name in facts.keys() - FACTS.keys():
            if facts[name]:
                self._warn(
                    "unknown_column", _("“%(name)s” is not known: it is left out.") % {"name": name[:80]}, name, 1
                )
        if not document.get("title"):
            document["title"] = PurePath(file_name).stem[:300] or _("Framework without a title")
            message = _("Nothing names the framework: the file name does.")
            self._warn("no_title", message, "title", 1)
        document.setdefault("identifier", str(derived_id("opensalt", document["title"])))
        if licence := document.pop("licenseURI", ""):
            document["licenseURI"] = {"title": licence}
        return document

    def parsed(self, items: Rows, associations: list[tuple[int, dict[str, str]]]) -> Parsed:
        self._check_header(items[0][1] if items else [])
        records = _records(items)
        for number, record in records:
            self._identify(number, record)
        self.row_of.setdefault(self.document["identifier"], 1)
        is_ordered = any(
            r.get("sequencenumber") or r.get("smartlevel") or r.get("listenumeration") for _n, r in records
        )
        if not is_ordered:  # then by row
            for number, record in records:
                record["sequencenumber"] = str(number)
        levels = {r["smartlevel"]: self.identifiers[str(n)] for n, r in records if r.get("smartlevel")}
        placed = {end["originNodeIdentifier"] for _n, end in self._own(associations)}
        for number, record in associations:
            self._association(number, record)
        for number, record in records:
            self._place(number, record, levels, placed)
            self._more_links(number, record)
        if (
            records
            and not placed
            and not any(record.get(name) for _n, record in records for name in (*PARENTS, "smartlevel"))
        ):
            self._place_by_code(records)
        package = {
            "CFDocument": self.document,
            "CFItems": [self._item(number, record) for number, record in records],
            "CFAssociations": self.links,
        }
        return self._by_row(case.read_package(package))

    def _own(self, associations: list[tuple[int, dict[str, str]]]) -> list[tuple[int, dict[str, str]]]:
        """Those of the tree, with the item that each places."""
        tree = [(n, row) for n, row in associations if squeezed(row.get("associationtype", "")) == "ischildof"]
        return [(n, {"originNodeIdentifier": row.get("originnodeidentifier", "").lower()}) for n, row in tree]

    def _warn(self, code: str, message: str, field: str, row: int) -> None:
        self.warnings.add(code, message, field=field[:100], row=row)

    def _check_header(self, header: list[str]) -> None:
        known = {*FIELDS, *LINKS, *PARENTS, *OTHERS}
        counts = Counter(squeezed(name) for name in header if name)
        for name in header:
            if name and squeezed(name) not in known:
                message = _("The column “%(name)s” is not known: it is left out.") % {"name": name[:100]}
                self._warn("unknown_column", message, name, 1)
            elif name and counts[squeezed(name)] > 1:
                raise Unreadable(
                    "repeated_column", _("The column “%(name)s” stands twice.") % {"name": name[:100]}, name
                )

    def _identify(self, number: int, record: dict[str, str]) -> None:
        code, given = record.get("humancodingscheme", ""), record.get("identifier", "")
        made = derived_id(self.document["identifier"], "item", code or record.get("fullstatement", ""))
        if not given and str(made) in self.row_of:
            made = derived_id(made, number)
        identifier = given or str(made)
        self.identifiers[str(number)] = identifier
        self.row_of.setdefault(identifier, number)
        if given:
            self.by_code.setdefault(given.lower(), identifier)
        if code:
            self.by_code.setdefault(code.lower(), identifier)

    def _item(self, number: int, record: dict[str, str]) -> Json:
        item: Json = {"identifier": self.identifiers[str(number)]}
        for name, field in FIELDS.items():
            if value := record.get(name, ""):
                item[field] = [piece.strip() for piece in value.split(",")] if name in LISTS else value
        return item

    def _place(self, number: int, record: dict[str, str], levels: dict[str, str], placed: set[str]) -> None:
        """Below what the row names, else what its position says, as 3.6.2 stands below 3.6."""
        identifier = self.identifiers[str(number)]
        if identifier.lower() in placed:
            return
        named = next((record[name] for name in PARENTS if record.get(name)), "")
        smart = record.get("smartlevel", "")
        parent = self._find(named) if named else levels.get(smart.rpartition(".")[0], "")
        if named and not parent:
            message = _("No row is the parent “%(name)s”: the element stands at the top.") % {"name": named[:100]}
            self._warn("unknown_parent", message, "isChildOf", number)
        if parent == identifier:
            self._warn(
                "self_parent", _("The row names itself as its parent: it stands at the top."), "isChildOf", number
            )
            parent = ""
        sequence = record.get("sequencenumber") or smart.rpartition(".")[2]
        group = record.get("cfassociationgroupidentifier", "")
        self._link(number, "isChildOf", identifier, parent or self.document["identifier"], sequence, group)

    def _place_by_code(self, records: list[tuple[int, dict[str, str]]]) -> None:
        """Nothing says what stands below what: then A.B.C stands below A.B, where there is one."""
        codes = {self.identifiers[str(n)]: record.get("humancodingscheme", "") for n, record in records}
        moved = 0
        for link in self.links:
            code = codes.get(link["originNodeURI"]["identifier"], "").lower()
            parent = self.by_code.get(code.rpartition(".")[0], "") if "." in code else ""
            if link["associationType"] == "isChildOf" and parent not in ("", link["originNodeURI"]["identifier"]):
                link["destinationNodeURI"]["identifier"] = parent
                moved += 1
        if moved:
            message = _("The file does not say what stands below what: %(count)d places follow from the codes.")
            self._warn("place_from_code", message % {"count": moved}, "humanCodingScheme", 1)

    def _more_links(self, number: int, record: dict[str, str]) -> None:
        for name, kind in LINKS.items():
            value = record.get(name, "") if kind != "isChildOf" else ""
            if not value:
                continue
            pieces = [piece.strip() for piece in value.split(",") if piece.strip()]
            is_list = len(pieces) > 1 and any(self._find(piece) for piece in pieces)
            for piece in pieces if is_list else [value]:
                self._link(number, kind, self.identifiers[str(number)], self._find(piece) or piece, "", "")

    def _association(self, number: int, record: dict[str, str]) -> None:
        """A row of the third sheet; its type is written as “Is Child Of”."""
        spelled = record.get("associationtype", "")
        kind = LINKS.get(squeezed(spelled), spelled)
        ends = [
            self._find(record.get(f"{end}nodeidentifier", ""))
            or record.get(f"{end}nodeidentifier", "")
            or self._find(record.get(f"{end}nodehumancodingscheme", ""))
            for end in ("origin", "destination")
        ]
        uris = [record.get(f"{end}nodeuri", "") for end in ("origin", "destination")]
        group, title = record.get("associationgroupidentifier", ""), record.get("associationgroupname", "")
        link = self._link(number, kind, ends[0] or uris[0], ends[1] or uris[1], "", group or title, title)
        link["identifier"] = record.get("identifier") or link["identifier"]
        self.row_of.setdefault(link["identifier"], number)
        for end, uri in zip(("originNodeURI", "destinationNodeURI"), uris, strict=True):
            link[end]["uri"] = uri or link[end]["uri"]

    def _link(
        self, number: int, kind: str, origin: str, other: str, sequence: str, group: str, title: str = ""
    ) -> Json:
        made = derived_id(self.document["identifier"], kind, origin, other, number)
        link: Json = {"identifier": str(made), "associationType": kind}
        for name, end in (("originNodeURI", origin), ("destinationNodeURI", other)):
            link[name] = {"identifier": end, "title": end, "uri": end if "://" in end or end.startswith("urn:") else ""}
        if sequence:
            link["sequenceNumber"] = sequence
        if group:
            identifier = group if as_uuid(group) else str(derived_id("group", group))
            link["CFAssociationGroupingURI"] = {"identifier": identifier, "title": title or group}
        self.links.append(link)
        self.row_of.setdefault(str(made), number)
        return link

    def _find(self, name: str) -> str:
        """The identifier of the row with this code or identifier, or of the framework itself; empty where none is."""
        if name.lower() in (self.document["identifier"].lower(), self.document["title"].lower()):
            return str(self.document["identifier"])
        return self.by_code.get(name.lower(), "")

    def _by_row(self, parsed: Parsed) -> Parsed:
        """The findings of the CASE reader, with rows in place of identifiers that no person ever saw."""
        rows = {str(as_uuid(key) or derived_id(key)): row for key, row in self.row_of.items()} | self.row_of
        for issues in (parsed.warnings, parsed.errors):
            for issue in issues.taken():
                row = rows.get(issue.identifier)
                target = self.warnings if issues is parsed.warnings else issues
                target.keep(replace(issue, row=row, identifier="") if row else issue)
        return replace(parsed, warnings=self.warnings)
