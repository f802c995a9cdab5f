"""Example addresses and the least valid data of every route, for one learner's objects.

Said once, for the command `access_map` and for the test that walks every address as every actor. A new route
without an entry here fails that test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from carnegie.operations import access_data
from carnegie.operations.access_data import Data
from carnegie.operations.access_objects import Objects


def _nothing(_objects: Objects) -> Data:
    return {}


@dataclass(frozen=True)
class Example:
    """The objects in an address (argument → object), the least data of its form (or JSON body), a query string."""

    arguments: dict[str, str] = field(default_factory=dict)
    data: Callable[[Objects], Data] = _nothing
    literal: dict[str, str] = field(default_factory=dict)
    query: str = ""
    as_json: bool = False

    def kwargs(self, objects: Objects) -> Data:
        """The arguments of the address for these objects."""
        return {name: objects[key] for name, key in self.arguments.items()} | self.literal

    def form_data(self, objects: Objects) -> Data:
        return self.data(objects)


def _on(name: str, data: Callable[[Objects], Data] = _nothing, **literal: str) -> Example:
    """An address with one id, `pk`, of the object called `name`."""
    return Example({"pk": name}, data, literal)


def _by_link(data: Callable[[Objects], Data] = _nothing, **literal: str) -> Example:
    return Example({"token": "rater_token"}, data, literal)


EXAMPLES: dict[str, Example] = {
    # standards
    "standards:framework-list": Example(),
    "standards:framework-new": Example(
        data=lambda o: {"owner": o["provider"], "title": "Our own", "creator": "The trust", "language": "en"}
    ),
    "standards:import-by-address": Example(
        data=lambda o: {"owner": o["provider"], "address": "https://192.0.2.1/ims/case/v1p1/CFPackages/x"}
    ),
    "standards:import-new": Example(data=lambda o: {"owner": o["provider"]}),
    "standards:import-detail": _on("import_job"),
    "standards:import-run": _on("import_job"),
    "standards:import-confirm": _on("import_job"),
    "standards:version-detail": _on("framework_version"),
    "standards:version-export": _on("framework_version", format="csv"),
    "standards:version-formats": _on("framework_version"),
    "standards:version-print": _on("framework_version"),
    "standards:version-adopt": _on("framework_draft"),
    "standards:version-deprecate": _on("framework_version", lambda o: {"reason": "Replaced"}),
    "standards:version-difference": Example({"pk": "framework_version", "other_pk": "next_version"}),
    "standards:version-log": _on("framework_draft"),
    "standards:version-new": _on("framework_version", lambda o: {"label": "2027", "notes": "Shorter"}),
    "standards:version-facts": _on("framework_draft", access_data.facts),
    "standards:version-delete": _on("framework_draft"),
    "standards:version-publish": _on("framework_version", lambda o: {"public": "no"}),
    "standards:version-edit": _on("framework_draft"),
    "standards:version-turn": _on("framework_draft", lambda o: {"act": "keep"}),
    "standards:element-new": _on("framework_draft", lambda o: {"full_statement": "Leads with care"}),
    "standards:element-paste": _on("framework_draft", lambda o: {"text": "1.1 Leads people", "add": "1"}),
    "standards:version-scale": _on("framework_draft", lambda o: {"scale": o["draft_scale"], "base_lock_version": "1"}),
    "standards:scale-new": _on("framework_draft", access_data.scale),
    "standards:element-edit": _on("draft_element", lambda o: {"full_statement": "Reworded", "base_revision": "1"}),
    "standards:element-move": _on("draft_element", lambda o: {"direction": "down"}),
    "standards:element-delete": _on("draft_element", lambda o: {"base_lock_version": "1"}),
    "standards:link-delete": _on("draft_link"),
    # the CASE feed
    "case:discovery-document": Example(),
    "case:document-list": Example(literal={"release": "v1p1"}),
    "case:object-detail": Example(
        {"identifier": "case_document"}, literal={"release": "v1p1", "resource": "CFPackages"}
    ),
    # programmes
    "programmes:programme-list": Example(),
    "programmes:programme-new": Example(data=lambda o: {"title": "A new one", "provider": o["provider"]}),
    "programmes:programme-detail": _on("programme"),
    "programmes:programme-edit": _on("programme", lambda o: {"title": "Renamed"}),
    "programmes:programme-delete": _on("programme"),
    "programmes:framework-add": _on("programme", lambda o: {"version": o["spare_version"]}),
    "programmes:framework-remove": Example({"pk": "programme", "version_pk": "unmapped_version"}),
    "programmes:module-new": _on("programme", lambda o: {"title": "Leading change"}),
    "programmes:module-edit": _on("module", lambda o: {"title": "Leading oneself"}),
    "programmes:module-move": _on("module", lambda o: {"direction": "down"}),
    "programmes:module-delete": _on("spare_module"),
    "programmes:activity-new": _on("module", access_data.taught),
    "programmes:activity-edit": _on("activity", access_data.taught),
    "programmes:activity-move": _on("activity", lambda o: {"direction": "down"}),
    "programmes:activity-delete": _on("activity"),
    "programmes:event-new": _on("programme", access_data.event),
    "programmes:event-detail": _on("event"),
    "programmes:event-edit": _on("event", access_data.event),
    "programmes:event-delete": _on("event"),
    "programmes:booking-new": Example({"pk": "enrolment", "event_pk": "event"}),
    "programmes:booking-cancel": _on("booking"),
    "programmes:mapping-grid": Example({"pk": "programme", "version_pk": "framework_version"}),
    "programmes:mapping-cell": Example({"pk": "programme"}, access_data.cell, as_json=True),
    "programmes:mapping-row": Example({"pk": "programme", "element_pk": "element"}, access_data.no_rows),
    "programmes:suggestion-new": Example({"pk": "programme", "element_pk": "element"}, access_data.suggestion),
    "programmes:suggestion-list": _on("programme"),
    "programmes:suggestion-decide": _on("suggestion", lambda o: {"decision": "decline"}),
    "programmes:mapping-import": Example({"pk": "programme", "version_pk": "framework_version"}),
    "programmes:mapping-export": Example(
        {"pk": "programme", "version_pk": "framework_version"}, literal={"format": "xlsx"}
    ),
    "programmes:cell-detail": Example(
        {"pk": "programme", "element_pk": "element", "item_pk": "event"}, literal={"kind": "event"}
    ),
    "programmes:coverage": Example({"pk": "programme", "version_pk": "framework_version"}),
    "programmes:statement": Example({"pk": "programme", "version_pk": "framework_version"}),
    "programmes:statement-pdf": Example({"pk": "programme", "version_pk": "framework_version"}),
    "programmes:coverage-through": Example(
        {"pk": "programme", "version_pk": "framework_version", "crosswalk_pk": "crosswalk"}
    ),
    "programmes:crosswalk-list": Example(),
    "programmes:crosswalk-new": Example(data=access_data.crosswalk),
    "programmes:crosswalk-detail": _on("crosswalk"),
    "programmes:crosswalk-export": _on("crosswalk"),
    "programmes:crosswalk-import": _on("crosswalk", access_data.link_file),
    "programmes:crosswalk-edit": _on("crosswalk", lambda o: {"title": "Renamed"}),
    "programmes:crosswalk-delete": _on("crosswalk"),
    "programmes:crosswalk-approve": _on("crosswalk", lambda o: {"link": [f"{o.get('crosswalk_link')}:1"]}),
    "programmes:suggestion-dismiss": _on("crosswalk", access_data.pair),
    "programmes:link-new": _on("crosswalk", lambda o: access_data.pair(o) | access_data.judged(o)),
    "programmes:link-edit": _on("crosswalk_link", lambda o: access_data.judged(o) | {"base_revision": "1"}),
    "programmes:link-delete": _on("crosswalk_link"),
    "programmes:link-approve": _on("crosswalk_link", lambda o: {"base_revision": "1"}),
    "programmes:cohort-new": _on("programme", access_data.cohort),
    "programmes:cohort-detail": _on("cohort"),
    "programmes:cohort-edit": _on("cohort", access_data.cohort),
    "programmes:cohort-delete": _on("cohort"),
    "programmes:facilitator-new": _on("cohort", lambda o: {"email": "new@example.test", "full_name": "New Person"}),
    "programmes:facilitator-end": _on("facilitator_role"),
    "programmes:enrolment-new": _on(
        "cohort", lambda o: {"email": "new@example.test", "full_name": "New Person", "employer": o["employer"]}
    ),
    "programmes:enrolment-detail": _on("enrolment"),
    "programmes:enrolment-edit": _on("enrolment", lambda o: {"job_title": "Head of early years"}),
    "programmes:enrolment-withdraw": _on("enrolment", access_data.reason),
    "programmes:enrolment-complete": _on("enrolment"),
    "programmes:enrolment-resume": _on("enrolment"),
    "programmes:enrolment-delete": _on("enrolment"),
    "programmes:employer-change": _on(
        "enrolment", lambda o: {"new_employer": "Oak Lane School", "from_date": o["today"]}
    ),
    "programmes:supporter-new": _on(
        "enrolment", lambda o: {"email": "new@example.test", "full_name": "New Person", "kind": "colleague"}
    ),
    "programmes:supporter-end": _on("supporter"),
    # diagnostics
    "diagnostics:diagnostic-list": Example(),
    "diagnostics:diagnostic-new": _on("programme", access_data.diagnostic),
    "diagnostics:diagnostic-detail": _on("diagnostic_version"),
    "diagnostics:diagnostic-edit": _on("diagnostic_draft", access_data.diagnostic),
    "diagnostics:diagnostic-publish": _on("diagnostic_draft"),
    "diagnostics:diagnostic-renew": _on("diagnostic_version"),
    "diagnostics:question-new": _on("diagnostic_draft", access_data.question),
    "diagnostics:question-edit": _on("question", access_data.question),
    "diagnostics:question-move": _on("question"),
    "diagnostics:question-delete": _on("question"),
    "diagnostics:target-new": _on("diagnostic_version", access_data.targets),
    "diagnostics:target-edit": _on("target_profile", access_data.targets),
    "diagnostics:target-export": _on("target_profile"),
    "diagnostics:target-import": _on("target_profile"),
    "diagnostics:round-new": _on("cohort", access_data.round),
    "diagnostics:round-detail": _on("round"),
    "diagnostics:panel-list": _on("round"),
    "diagnostics:panel-new": Example({"pk": "round_unasked", "enrolment_pk": "enrolment"}, access_data.panel),
    "diagnostics:panel-detail": _on("panel"),
    "diagnostics:panel-remind": _on("panel_open"),
    "diagnostics:panel-close": _on("panel_open"),
    "diagnostics:rater-invite": _on("panel_open", access_data.person),
    "diagnostics:rater-resend": _on("invitation"),
    "diagnostics:rater-remove": _on("invitation"),
    "diagnostics:rating-start": _by_link(),
    "diagnostics:rating-page": _by_link(access_data.rating, number="1"),
    "diagnostics:rating-save": Example(
        {"token": "rater_token", "item": "item"}, lambda o: {"level": "3", "comment": ""}, as_json=True
    ),
    "diagnostics:rating-review": _by_link(),
    "diagnostics:rating-decline": _by_link(),
    "diagnostics:round-extend": _on("round", lambda o: {"closes_on": o["later"], "whom": "everybody"}),
    "diagnostics:round-board": _on("round"),
    "diagnostics:round-nudge": _on("round"),
    "diagnostics:attempt-start": _on("round"),
    "diagnostics:attempt-list": Example(),
    "diagnostics:attempt-page": _on("attempt_draft", number="1"),
    "diagnostics:answer-news": _on("attempt_draft", number="1"),
    "diagnostics:attempt-context": _on("attempt_draft"),
    "diagnostics:context-news": _on("attempt_draft"),
    "diagnostics:context-save": Example(
        {"pk": "attempt_draft", "question": "context_question"},
        lambda _: {"text": "12", "base_revision": 0},
        as_json=True,
    ),
    "diagnostics:answer-save": Example({"pk": "attempt_draft", "item": "item"}, access_data.answer, as_json=True),
    "diagnostics:attempt-review": _on("attempt_draft", lambda o: {"confirm_missing": "yes"}),
    "diagnostics:attempt-profile": _on("attempt"),
    "diagnostics:profile-pdf": _on("attempt"),
    "diagnostics:profile-csv": _on("attempt"),
    "diagnostics:profile-through": _on("attempt"),
    "diagnostics:report-detail": _on("closed_panel"),
    "diagnostics:report-share": _on("closed_panel", lambda o: {"people": [o["coach_user"]]}),
    "diagnostics:attempt-share": _on("attempt", lambda o: {"people": [o["coach_user"]]}),
    "diagnostics:need-choose": _on("attempt", access_data.need),
    "diagnostics:cohort-needs": _on("cohort"),
    "diagnostics:cohort-heat-map": _on("cohort"),
    "diagnostics:cohort-demand": _on("cohort"),
    "diagnostics:element-demand": Example({"pk": "cohort", "element_pk": "element"}),
    "diagnostics:need-list": _on("enrolment"),
    "diagnostics:need-edit": _on("need", access_data.changed_need),
    "diagnostics:need-set-aside": _on("need"),
    "diagnostics:need-share": _on("need", lambda o: {"people": [o["line_manager_user"]]}),
    "diagnostics:grant-revoke": _on("grant"),
    # projects
    "projects:project-list": Example(),
    "projects:project-new": Example(data=access_data.project),
    "projects:project-detail": _on("project"),
    "projects:project-edit": _on("project", access_data.project),
    "projects:project-propose": _on("project"),
    "projects:project-return": _on("project", access_data.reason),
    "projects:project-approve": _on("project"),
    "projects:project-start": _on("project"),
    "projects:project-submit": _on("project"),
    "projects:project-return-for-work": _on("project", access_data.reason),
    "projects:project-withdraw": _on("project", access_data.reason),
    "projects:project-resume": _on("project"),
    "projects:milestone-new": _on("project", lambda o: {"title": "Rota agreed", "due_date": o["soon"]}),
    "projects:milestone-done": _on("milestone"),
    "projects:measure-new": _on("project", lambda o: {"measure": "Minutes at the door"}),
    "projects:measure-edit": _on("measure", lambda o: {"measure": "Minutes at the gate"}),
    "projects:colleague-new": _on("project", lambda o: {"user": o["colleague_user"]}),
    "projects:colleague-end": _on("colleague"),
    "projects:goal-list": Example(),
    "projects:goal-new": Example(data=access_data.goal),
    "projects:goal-detail": _on("goal"),
    "projects:goal-edit": _on("goal", access_data.goal),
    "projects:check-in-new": _on("goal", lambda o: {"confidence": "4"}),
    "projects:goal-close": _on("goal", lambda o: {"state": "achieved"}),
    "projects:goal-reopen": _on("goal"),
    "projects:evidence-list": Example(),
    "projects:evidence-new": Example(
        data=lambda o: {"kind": "text", "title": "What Priya said", "text": "It is calmer"}, query="?kind=text"
    ),
    "projects:evidence-detail": _on("evidence"),
    "projects:evidence-file": _on("evidence"),
    "projects:evidence-delete": _on("evidence"),
    "projects:claim-list": Example(),
    "projects:claim-export": Example(),
    "projects:claim-new": Example(data=access_data.claim),
    "projects:claim-detail": _on("claim"),
    "projects:claim-withdraw": _on("claim"),
    "projects:claim-decide": _on("claim", lambda o: {"seen": "claimed", "decision": "accepted", "reason": "Seen"}),
    "projects:queue": Example(),
    "projects:review-edit": _on("submission", lambda o: {"base_version": "0", "comment": "Seen at the gate"}),
    "projects:review-detail": _on("review"),
    "projects:review-release": _on("review"),
    # reminders
    "notifications:reminder-list": Example(),
    "notifications:reminder-detail": _on("reminder"),
    # home
    "home:version-affected": _on("next_version"),
    "home:mapping-carry": Example(
        {"pk": "programme", "version_pk": "framework_version", "other_pk": "next_version"}, lambda o: {"seen": ""}
    ),
    "home:carry-undo": _on("carried"),
    "home:home": Example(),
    "home:thread-list": Example(),
    "home:thread-index": Example({"enrolment": "enrolment"}),
    "home:thread": Example({"enrolment": "enrolment", "element": "element"}),
}
