"""Carrying a programme over to another version of a framework, and putting back what was."""

import datetime as dt
from typing import Any

from django.core import serializers
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.enums import JobState
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.models import Job
from carnegie.home.selectors.affected import CARRY
from carnegie.home.selectors.carrying import CarriedDiagnostic, Plan, carry_plan
from carnegie.home.selectors.snapshot import MODELS, Rows, digest, snapshot
from carnegie.people.models import User
from diagnostics.models import DiagnosticVersion
from diagnostics.services import Audience, renew_diagnostic, save_target_profile
from programmes.models import Mapping, Programme
from programmes.policies import is_programme_admin
from programmes.services import NewCell, add_framework, add_mappings
from standards.enums import AdoptionStatus
from standards.models import FrameworkVersion


@write
def carry_over(
    *, programme: Programme, before: FrameworkVersion, after: FrameworkVersion, seen: str, by: User, now: dt.datetime
) -> Job:
    """Do what `carry_plan` says, all or nothing: new cells beside the old ones, drafts of diagnostics with targets.

    Published diagnostics and running rounds stay on theirs: a published one gets a draft beside it. `seen` is the
    digest of what was previewed. Returns the record, by which it can be undone. Refused: versions of two frameworks,
    one that is not adopted, nothing to carry. NotAllowed: who is no admin of the programme. Stale: something that
    would be carried, or was, has changed since the preview.
    """
    _require_admin(programme, by, now)
    if before.framework_id != after.framework_id or after.status != AdoptionStatus.ADOPTED:
        raise Refused(_("A programme is carried over to an adopted version of the same framework only."))
    plan = carry_plan(programme, before, after)
    was = snapshot(programme, (before, after), drafts_of(plan))
    if seen != seen_of(plan, was):
        raise Stale(_("Something has changed since you looked: nothing was carried over. Look again."))
    if plan.is_empty:
        raise Refused(_("There is nothing to carry over."))
    return _record(plan, was, _carry(plan, by, now), by, now)


@write
def undo_carrying(*, carried: Job, by: User, now: dt.datetime) -> None:
    """Put back exactly what was. NotAllowed: who is no admin of the programme. Refused: what is undone already, and
    anything that was carried and has been changed or used since."""
    record = Job.objects.select_for_update().get(pk=carried.pk, kind=CARRY)
    programme, versions = subject_of(record)
    _require_admin(programme, by, now)
    if "undone_at" in record.result:
        raise Refused(_("This was undone already."))
    _hold(programme, versions, record.result["diagnostics"])
    present = snapshot(programme, versions, record.result["diagnostics"])
    if digest(present) != record.result["after"]:
        raise Refused(_("What was carried over has been changed since, so it cannot be undone in one step."))
    try:
        _put_back(record.result["before"], present)
    except ProtectedError:
        raise Refused(_("What was carried over is in use by now, so it cannot be undone.")) from None
    record.result |= {"undone_at": now.isoformat(), "undone_by": str(by.pk)}
    record.save(update_fields=["result"])


def seen_of(plan: Plan, rows: Rows | None = None) -> str:
    """The digest of all that a preview rests on."""
    return digest(rows if rows is not None else snapshot(plan.programme, (plan.before, plan.after), drafts_of(plan)))


def drafts_of(plan: Plan) -> list[Any]:
    """The versions of diagnostics that are filled anew, or that get a draft beside them."""
    return [one.version.pk for one in plan.diagnostics]


def subject_of(record: Job) -> tuple[Programme, list[FrameworkVersion]]:
    """The programme that was carried over, and from which version to which."""
    programme = Programme.objects.get(pk=record.parameters["programme"])
    versions = FrameworkVersion.objects.in_bulk([record.parameters["before"], record.parameters["after"]])
    return programme, list(versions.values())


def _hold(programme: Programme, versions: list[FrameworkVersion], diagnostics: list[str]) -> None:
    """Lock cells and diagnostics until all is put back: a save between looking and deleting would be lost unseen."""
    cells = Mapping.objects.of_programme(programme).filter(element__version__in=versions).values("pk")
    list(Mapping.objects.select_for_update().filter(pk__in=cells).values_list("pk"))
    list(DiagnosticVersion.objects.select_for_update().filter(pk__in=diagnostics).values_list("pk"))


def _require_admin(programme: Programme, by: User, now: dt.datetime) -> None:
    locked = Programme.objects.select_for_update(of=("self",)).select_related("provider").get(pk=programme.pk)
    if not is_programme_admin(by, locked, timezone.localdate(now)):
        raise NotAllowed(_("Only an admin of this programme may carry it over."))


def _carry(plan: Plan, by: User, now: dt.datetime) -> list[DiagnosticVersion]:
    who: dict[str, Any] = {"by": by, "now": now}
    if plan.adds_framework:
        add_framework(programme=plan.programme, version=plan.after, **who)
    cells = [NewCell(cell.kind, cell.item, cell.element, cell.depth, cell.rationale) for cell in plan.cells]
    add_mappings(programme=plan.programme, cells=cells, **who)
    return [_renew(plan, one, who) for one in plan.diagnostics]


def _renew(plan: Plan, carried: CarriedDiagnostic, who: dict[str, Any]) -> DiagnosticVersion:
    is_draft = not carried.version.is_published
    draft = renew_diagnostic(version=carried.version, framework_version=plan.after, elements=carried.elements, **who)
    items = dict(draft.items.values_list("element", "pk"))
    for one in carried.profiles:
        targets = {items[element]: ends for element, ends in one.targets.items()}
        same = one.profile if is_draft else None
        whose = Audience(kind=one.profile.audience, role=one.profile.role, organisation=one.profile.organisation)
        save_target_profile(
            version=draft, title=one.profile.title, targets=targets, audience=whose, profile=same, **who
        )
    return draft


def _record(plan: Plan, was: Rows, drafts: list[DiagnosticVersion], by: User, now: dt.datetime) -> Job:
    touched = sorted({str(pk) for pk in (*drafts_of(plan), *(draft.pk for draft in drafts))})
    versions = (plan.before, plan.after)
    ends = {"before": str(plan.before.pk), "after": str(plan.after.pk)}
    return Job.objects.create(
        owner=by,
        kind=CARRY,
        state=JobState.DONE,
        parameters={"programme": str(plan.programme.pk), **ends},
        result={
            "before": was,
            "after": digest(snapshot(plan.programme, versions, touched)),
            "diagnostics": touched,
            "figures": {"cells": len(plan.cells), "diagnostics": len(plan.diagnostics), "lost": len(plan.lost)},
        },
        started_at=now,
        finished_at=now,
        created_at=now,
    )


def _put_back(was: Rows, present: Rows) -> None:
    """Delete what was not there, write again what is gone or another now."""
    kept = {(row["model"], row["pk"]) for row in was}
    for model in reversed(MODELS):
        label = model._meta.label_lower
        gone = [row["pk"] for row in present if row["model"] == label and (label, row["pk"]) not in kept]
        model._default_manager.filter(pk__in=gone).delete()
    unchanged = {(row["model"], row["pk"]): row for row in present}
    different = [row for row in was if unchanged.get((row["model"], row["pk"])) != row]
    for stored in serializers.deserialize("python", different):
        stored.save()
