"""What a format cannot hold of a framework, said before the file is made. Pure: draft in, sentences out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from standards.formats import workbook
from standards.formats.case_v1p0 import KNOWN_TYPES
from standards.formats.draft import ElementDraft, FrameworkDraft
from standards.formats.moodle_csv import begins
from standards.formats.moodle_write import MOODLE_LIMIT, NOTE, Moodle

Facts = tuple[str, ...]
MOODLE_FACTS: Facts = (
    *("creator", "publisher", "subject", "licence_title", "licence_uri", "official_source_url", "label", "case_uri"),
    *("status_start_date", "status_end_date"),
)
FACT_NAMES = {
    "creator": gettext_lazy("the issuing body"),
    "publisher": gettext_lazy("the publisher"),
    "subject": gettext_lazy("the subject"),
    "licence_title": gettext_lazy("the licence"),
    "licence_uri": gettext_lazy("the licence's address"),
    "official_source_url": gettext_lazy("the official source"),
    "label": gettext_lazy("the version's name"),
    "case_uri": gettext_lazy("the address in CASE"),
    "status_start_date": gettext_lazy("in force from"),
    "status_end_date": gettext_lazy("in force until"),
}


@dataclass(frozen=True)
class Loss:
    """`what` names the part of a framework, for tests and machines; `sentence` is for people."""

    what: str
    sentence: str


def losses(format: str, draft: FrameworkDraft) -> list[str]:
    """The sentences for one of the formats that can be written; empty when it holds everything."""
    return [loss.sentence for loss in lost(format, draft)]


def lost(format: str, draft: FrameworkDraft) -> list[Loss]:
    return list(LOSSES[format](draft))


def _nothing(draft: FrameworkDraft) -> Iterator[Loss]:
    """CASE 1.1 with our extensions holds it all, but for types that are neither of CASE nor begin with `ext:`."""
    foreign = sum(1 for link in draft.associations if link.extension_kind and not _is_extension(link.extension_kind))
    yield from _counted(
        "link types", foreign, _("Links of a type unknown to CASE, which become “is related to”: %(n)d.")
    )


def _is_extension(kind: str) -> bool:
    return kind.startswith("ext:")


def _of_v1p0(draft: FrameworkDraft) -> Iterator[Loss]:
    retyped = sum(1 for link in draft.associations if link.extension_kind or link.kind not in KNOWN_TYPES)
    yield from _counted(
        "link types", retyped, _("Links of types new in CASE 1.1, which become “is related to”: %(n)d.")
    )
    notes = sum(1 for link in draft.associations if link.note)
    yield from _counted("link notes", notes, _("Notes of links: %(n)d."))
    yield from _counted(
        "rateable", _unusual(draft), _("Elements that can or cannot be rated against their place: %(n)d.")
    )
    if draft.scale and any(level.is_proficient for level in draft.scale.levels):
        yield Loss("proficient", _("Which levels of the scale count as proficient."))
    if draft.scale and any(level.is_not_applicable for level in draft.scale.levels):
        yield Loss("not applicable", _("Which level of the scale means “not applicable”."))
    if draft.scale and draft.scale.is_descending:
        yield Loss("direction", _("That the values of the scale count downwards: the levels are turned round."))


def _of_table(draft: FrameworkDraft) -> Iterator[Loss]:
    """The plain table, as CSV or in a workbook."""
    links = draft.associations
    own = {str(element.identifier) for element in draft.elements}
    elsewhere = sum(1 for link in links if link.origin_identifier not in own)
    yield from _counted(
        "links from elsewhere", elsewhere, _("Links that begin at no element of this framework: %(n)d.")
    )
    ids = [(link.origin_identifier, link.kind, link.destination_identifier) for link in links]
    yield from _counted("double links", len(ids) - len(set(ids)), _("Links that say the same as another one: %(n)d."))
    told = sum(bool(link.note or link.destination_title or link.sequence_number is not None) for link in links)
    yield from _counted("link details", told, _("Notes, titles and order of links: %(n)d."))
    addresses = sum(bool(link.uri or link.origin_uri or link.destination_uri) for link in links)
    yield from _counted("link addresses", addresses, _("Addresses of links: %(n)d."))
    groups = sum(link.group_identifier is not None for link in links)
    yield from _counted("link groups", groups, _("Groups of links: %(n)d."))
    foreign = sum(bool(link.extension_kind) for link in links)
    yield from _counted(
        "link types", foreign, _("Links of a type of another system, which become “is related to”: %(n)d.")
    )
    bars = sum("|" in word for element in draft.elements for word in (*element.keywords, *element.education_level))
    yield from _counted("keywords", bars, _("Keywords with a vertical bar, which fall apart: %(n)d."))
    if draft.scale and len(draft.scale.levels) == 1:
        yield Loss("scale", _("The scale, since it has one level only."))


def _of_workbook(draft: FrameworkDraft) -> Iterator[Loss]:
    yield from _of_table(draft)
    texts = [text for one in draft.elements for text in (one.full_statement, one.notes, *one.descriptors)]
    changed = sum(text != workbook.keepable(text) for text in (*texts, draft.description, draft.notes))
    yield from _counted("long texts", changed, _("Ends of texts that are longer than a cell can be: %(n)d."))


def _of_moodle(draft: FrameworkDraft) -> Iterator[Loss]:
    moodle, elements = Moodle(draft), draft.elements
    facts = [str(FACT_NAMES[name]) for name in MOODLE_FACTS if getattr(draft, name)]
    if facts:
        yield Loss("facts", _("Of the framework itself: %(facts)s.") % {"facts": ", ".join(facts)})
    if draft.language != "en":
        yield Loss("language", _("In which language the framework is written (%(code)s).") % {"code": draft.language})
    if draft.notes != f"{NOTE}{moodle.root_code}":
        yield Loss(
            "notes of the framework", _("The notes on the framework; its ID number there stands in their place.")
        )
    if len(" ".join(draft.title.split())) > MOODLE_LIMIT:
        yield Loss("title", _("The end of its title: Moodle keeps 100 characters."))
    codes = sum(moodle.codes[element.identifier] != element.code for element in elements)
    words = _("Codes that are changed so that Moodle tells them apart (it takes 1.1 and 1.10 for the same): %(n)d.")
    yield from _counted("codes", codes, words)
    short = sum(_loses_name(moodle, element) for element in elements)
    yield from _counted(
        "short statements", short, _("Short statements that are changed, since Moodle keeps 100 characters: %(n)d.")
    )
    kinds = sum(element.kind != moodle.kinds[element.depth] for element in elements)
    words = _("Kinds of elements, since Moodle has a fixed list of words and one for each depth: %(n)d.")
    yield from _counted("kinds", kinds, words)
    yield from _counted("uri", _having("uri", elements), _("Addresses of elements: %(n)d."))
    yield from _counted("notes", _having("notes", elements), _("Notes on elements: %(n)d."))
    yield from _counted("keywords", _having("keywords", elements), _("Keywords of elements: %(n)d."))
    level = _having("education_level", elements)
    yield from _counted("education level", level, _("Education levels of elements: %(n)d."))
    yield from _counted("languages", _having("language", elements), _("Languages of elements: %(n)d."))
    dates = sum(bool(one.status_start_date or one.status_end_date) for one in elements)
    yield from _counted("dates", dates, _("From when to when elements are in force: %(n)d."))
    yield from _counted(
        "rateable", _unusual(draft), _("Elements that can or cannot be rated against their place: %(n)d.")
    )
    yield from _moodle_scale(draft, moodle)
    links = sum(not moodle.reference(link) for link in draft.associations)
    yield from _counted("links", links, _("Links, since Moodle only relates competencies of one framework: %(n)d."))
    kept = [link for link in draft.associations if moodle.reference(link)]
    pairs = {frozenset((link.origin_identifier, link.destination_identifier)) for link in kept}
    yield from _counted("double links", len(kept) - len(pairs), _("Links that say the same as another one: %(n)d."))
    details = sum(any(_details(link)) for link in kept)
    yield from _counted("link details", details, _("Notes, addresses, groups and order of links: %(n)d."))


def _details(link: Any) -> Iterable[object]:
    yield from (link.note, link.uri, link.origin_uri, link.destination_uri, link.destination_title)
    yield from (link.extension_kind, link.group_identifier, link.sequence_number is not None)


def _loses_name(moodle: Moodle, element: ElementDraft) -> bool:
    """Whether the short statement comes back otherwise; that of a long statement without one is seen through."""
    name = moodle.name(element)
    return ("" if begins(name, element.full_statement) else name) != element.abbreviated_statement


def _moodle_scale(draft: FrameworkDraft, moodle: Moodle) -> Iterator[Loss]:
    scale = draft.scale
    if scale is None:
        yield Loss("scale", _("That it has no scale: Moodle wants one, so “Not yet competent, Competent” is written."))
        return
    if [level.label for level in scale.levels] != [level.label for level in moodle.scale.levels]:
        yield Loss("scale", _("The names of the scale's levels: Moodle wants two at least, and none with a comma."))
    elif [one.is_proficient for one in scale.levels] != [one.is_proficient for one in moodle.scale.levels]:
        yield Loss("proficient", _("That no level counts as proficient: Moodle wants one, so the highest is it."))
    if scale.name:
        yield Loss("scale name", _("The name of the scale."))
    if any(level.description for level in scale.levels):
        yield Loss("level descriptions", _("What the levels of the scale look like."))
    if any(level.is_not_applicable for level in scale.levels):
        yield Loss("not applicable", _("Which level of the scale means “not applicable”."))
    if scale.is_descending:
        yield Loss("direction", _("That the values of the scale count downwards."))
    described = sum(any(element.descriptors) for element in draft.elements)
    yield from _counted("descriptors", described, _("What the levels look like for single elements: %(n)d."))


def _having(name: str, elements: list[ElementDraft]) -> int:
    return sum(bool(getattr(element, name)) for element in elements)


def _unusual(draft: FrameworkDraft) -> int:
    """Elements that can be rated although there are some below them, or cannot although there are none."""
    parents = {element.parent for element in draft.elements}
    return sum(element.is_rateable == (element.identifier in parents) for element in draft.elements)


def _counted(what: str, count: int, sentence: str) -> Iterator[Loss]:
    if count:
        yield Loss(what, sentence % {"n": count})


LOSSES: dict[str, Callable[[FrameworkDraft], Iterator[Loss]]] = {
    "case-v1p1": _nothing,
    "case-v1p0": _of_v1p0,
    "moodle-csv": _of_moodle,
    "csv": _of_table,
    "xlsx": _of_workbook,
}
