"""The least valid data of every form, for one learner's objects: what `access_examples` sends."""

from typing import Any

from carnegie.operations.access_objects import Objects
from diagnostics.models import Need, RaterPanel
from diagnostics.services import need_fingerprint
from programmes.selectors import sides
from standards.models import Crosswalk, CrosswalkLink

Data = dict[str, Any]


def facts(_objects: Objects) -> Data:
    return {"title": "Retitled", "creator": "The trust", "language": "en", "base_lock_version": "1"}


def diagnostic(objects: Objects) -> Data:
    asks = {"asks_importance": "optional", "asks_confidence": "off", "asks_example": "optional"}
    return {"title": "A second one", "minutes": "15", "branches": [objects["top_element"]], **asks}


def question(_objects: Objects) -> Data:
    return {"wording": "How many people do you lead?", "kind": "number"}


def targets(objects: Objects) -> Data:
    ends = {f"{end}-{objects['item_hex']}": "3" for end in ("low", "high")}
    return {"title": "Deputies", "audience": "programme", **ends}


def reason(_objects: Objects) -> Data:
    return {"reason": "The measure is missing"}


def goal(objects: Objects) -> Data:
    return {
        "title": "Delegate one task a week",
        "success_measure": "Two colleagues run the rota",
        "due_date": objects["later"],
        "base_version": "1",
        "elements": [objects["element"]],
    }


def project(objects: Objects) -> Data:
    return {
        "title": "Calmer handovers",
        "aim": "No queue at the door",
        "benefit_self": "I plan ahead",
        "benefit_team": "They know their part",
        "benefit_organisation": "Families are met well",
        "elements": [objects["element"]],
        "base_version": "1",
    }


def claim(objects: Objects) -> Data:
    return {"item": objects["item"], "statement": "I led this for a year", "evidence": [objects["evidence"]]}


def need(objects: Objects) -> Data:
    return {"title": "Delegating", "reason": "Three new colleagues", "elements": [objects["element"]]}


def changed_need(objects: Objects) -> Data:
    kept = Need.objects.filter(pk=objects.get("need")).first()
    return need(objects) | ({"base": need_fingerprint(kept)} if kept else {})


def round(objects: Objects) -> Data:
    return {
        "title": "Mid-point",
        "diagnostic": objects["diagnostic_version"],
        "kind": "mid_point",
        "opens_on": objects["soon"],
        "closes_on": objects["later"],
    }


def taught(_objects: Objects) -> Data:
    return {"title": "Reading group", "strategy": "self_study", "mode": "online", "hours": "2"}


def event(objects: Objects) -> Data:
    times = {"starts_at": f"{objects['soon']}T10:00", "ends_at": f"{objects['soon']}T12:00"}
    return taught(objects) | times


def cohort(objects: Objects) -> Data:
    dates = {"starts_on": objects["today"], "ends_on": objects["later"]}
    return {"title": "Summer", "time_zone": "Europe/London"} | dates


def answer(_objects: Objects) -> Data:
    return {"level": "3", "importance": "2", "example": "", "base_revision": 1}


def cell(objects: Objects) -> Data:
    return {
        "item": f"event:{objects['event']}",
        "element": objects["element"],
        "depth": "develops",
        "base_revision": 0,
    }


def suggestion(objects: Objects) -> Data:
    return {"event": objects["event"], "depth": "assesses", "reason": "At least 10 of 20 learners"}


def crosswalk(objects: Objects) -> Data:
    joined = {"left": objects["framework"], "right": objects["spare_framework"]}
    return {"owner": objects["provider"], "title": "Ours to theirs"} | joined


def pair(objects: Objects) -> Data:
    """Two elements of the crosswalk's frameworks that are not linked yet."""
    crosswalk = Crosswalk.objects.filter(pk=objects.get("crosswalk")).first()
    if crosswalk is None:
        return {}
    left, right = sides(crosswalk)
    return {"left": str(left.elements[-1].pk), "right": str(right.elements[-1].pk)}


def link_file(objects: Objects) -> Data:
    link = CrosswalkLink.objects.filter(pk=objects.get("crosswalk_link")).select_related("left", "right").first()
    ends = f"{link.left.identifier},{link.right.identifier}" if link else ","
    return {"text": f"left_identifier,right_identifier,relation,strength\n{ends},isRelatedTo,medium\n"}


def judged(_objects: Objects) -> Data:
    return {"relation": "isRelatedTo", "strength": "weak", "note": "Both lead people"}


def scale(_objects: Objects) -> Data:
    facts = {"title": "Two levels", "direction": "ascending", "base_lock_version": "1"}
    return facts | {f"label_{number}": f"Level {number}" for number in range(1, 6)}


def panel(objects: Objects) -> Data:
    return {"mode": "anonymous", "closes_on": objects["soon"]}


def last_day(objects: Objects) -> Data:
    panel = RaterPanel.objects.filter(pk=objects.get("panel_open")).first()
    return {"closes_on": objects["soon"], "base": str(panel.closes_on) if panel else ""}


def person(_objects: Objects) -> Data:
    counts = {"people-TOTAL_FORMS": "5", "people-INITIAL_FORMS": "0"}
    asked = {"name": "New Person", "email": "new@example.test", "relationship": "peer"}
    return counts | {f"people-0-{name}": value for name, value in asked.items()}


def rating(objects: Objects) -> Data:
    return {f"{objects['item_hex']}-level": "3", f"{objects['item_hex']}-comment": "", "go": "stay"}


def no_rows(_objects: Objects) -> Data:
    return {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}
