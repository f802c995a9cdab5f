"""Each learner's way, step by step, as her story tells it."""

from dataclasses import dataclass, replace
from typing import Any

from carnegie.operations.demo_data import expecting, files, people
from carnegie.operations.demo_data.canaries import Plant
from carnegie.operations.demo_data.ground import ENROLLED, Ground
from carnegie.operations.demo_data.stories import CODES, NeedStory, Piece, ProjectStory, Stage, Story
from carnegie.people.models import Organisation, User
from diagnostics import services as diagnostics
from diagnostics.models import Attempt, Item, Need, Round
from diagnostics.models.attempt import Given
from programmes import services as programmes
from programmes.enums import SupporterKind
from programmes.models import Cohort, Enrolment
from projects import services as projects
from projects.enums import EvidenceKind, Judgement, ProjectAction, ReviewDecision
from projects.models import Goal, Project, Submission
from standards.models import Element

SUPPORT = {
    "amara": (
        (people.CORA, SupporterKind.COACH),
        (people.CARL, SupporterKind.COLLEAGUE),
        (people.LENA, SupporterKind.LINE_MANAGER),
    ),
    "ruth": ((people.CORA, SupporterKind.COACH), (people.LENA, SupporterKind.LINE_MANAGER)),
}


def enrol(ground: Ground, cohort: Cohort, story: Story) -> Enrolment:
    """Into the cohort, with her employer and those who support her."""
    dee = ground.user(people.DEE)
    enrolment = programmes.enrol_learner(
        cohort=cohort,
        email=story.email,
        full_name=story.name,
        employer=ground.organisations[story.employer],
        job_title=story.job,
        by=dee,
        now=ground.calendar.at(ENROLLED),
    )
    ground.users[story.email] = enrolment.learner
    for person, kind in SUPPORT.get(story.key, ()):
        programmes.name_supporter(
            enrolment=enrolment,
            email=person.email,
            full_name=person.name,
            kind=kind,
            by=dee,
            now=ground.calendar.at(ENROLLED + 1),
        )
    return enrolment


@dataclass
class Journey:
    """One learner's way as far as `story.stage`; `plant` puts canaries into what is private."""

    ground: Ground
    story: Story
    enrolment: Enrolment
    facilitator: User
    plant: Plant

    def travel(self, round_: Round) -> None:
        """All steps up to her stage, each on its day."""
        if self.story.stage < Stage.ANSWERING:
            return
        attempt = self._answer(round_)
        needs = self._choose(attempt) if self.story.stage >= Stage.NEEDS else []
        if self.story.stage >= Stage.GOAL and self.story.goal:
            goal = self._set_goal(needs[0])
            if self.story.stage >= Stage.DRAFT and self.story.project:
                self._project(self.story.project, goal)

    @property
    def by(self) -> User:
        return self.enrolment.learner

    @property
    def employer(self) -> Organisation:
        return self.ground.organisations[self.story.employer]

    def private(self, text: str, object: str, field: str) -> str:
        return self.plant(text, self.story.email, object, field) if text else text

    def elements(self, codes: tuple[str, ...]) -> list[Element]:
        return [self.ground.elements[code] for code in codes]

    # ---- self-assessment and needs ----

    def _answer(self, round_: Round) -> Attempt:
        began = self.ground.calendar.at(self.story.days.began)
        attempt = diagnostics.start_attempt(round=round_, enrolment=self.enrolment, by=self.by, now=began)
        items = {item.code: item for item in round_.diagnostic_version.items.all()}
        answers = [self._given(items[code], rank) for code, rank in zip(CODES, self.story.ranks, strict=True)]
        diagnostics.save_answers(
            attempt=attempt, answers=[(given, 0) for given in answers if given], by=self.by, now=began
        )
        about_work = expecting.answers_about_work(round_.diagnostic_version, self.story.ranks)
        diagnostics.save_context(attempt=attempt, answers=about_work, by=self.by, now=began)
        if self.story.stage < Stage.SUBMITTED:
            return attempt
        submitted = self.ground.calendar.at(self.story.days.submitted)
        return diagnostics.submit_attempt(attempt=attempt, by=self.by, now=submitted)

    def _given(self, item: Item, rank: str) -> Given | None:
        if rank == "-":
            return None
        level = int(rank) or None
        example = self.private(self.story.examples.get(item.code, ""), "self_assessment", "example")
        importance = 3 if any(item.code in need.codes for need in self.story.needs) else 2
        confidence = expecting.confidence_of(item.code, level)
        return Given(item.pk, level, level is None, importance, example, confidence)

    def _choose(self, attempt: Attempt) -> list[Need]:
        now = self.ground.calendar.at(self.story.days.needs)
        return [self._need(attempt, need, now) for need in self.story.needs]

    def _need(self, attempt: Attempt, need: NeedStory, now: Any) -> Need:
        return diagnostics.choose_need(
            attempt=attempt,
            elements=self.elements(need.codes),
            title=need.title,
            reason=self.private(need.reason, "need", "reason"),
            context=self.private(need.context, "need", "context"),
            by=self.by,
            now=now,
        )

    # ---- goal ----

    def _set_goal(self, need: Need) -> Goal:
        told, calendar = self.story.goal, self.ground.calendar
        assert told is not None
        first_look = told.looks[0].day if told.looks else told.next_look
        goal = projects.set_goal(
            enrolment=self.enrolment,
            need=need,
            title=told.title,
            success_measure=self.private(told.measure, "goal", "success_measure"),
            baseline=told.baseline,
            target=told.target,
            due_date=calendar.workday(told.due) if told.due > 0 else calendar.day(told.due),
            next_check_in_date=None if first_look is None else calendar.day(first_look),
            strategies=told.strategies,
            why_strategies=self.private(told.why, "goal", "why_strategies"),
            elements=self.elements(self.story.needs[0].codes),
            by=self.by,
            now=calendar.at(self.story.days.goal),
        )
        following = [*(look.day for look in told.looks[1:]), told.next_look]
        for look, then in zip(told.looks, following, strict=False):
            projects.check_in(
                goal=goal,
                confidence=look.confidence,
                is_blocked=look.is_blocked,
                note=self.private(look.note, "check_in", "note"),
                next_check_in_date=None if then is None else calendar.day(then),
                by=self.by,
                now=calendar.at(look.day),
            )
        return goal

    # ---- project ----

    def _project(self, told: ProjectStory, goal: Goal) -> None:
        project = self._draft(told, goal)
        stage, days = self.story.stage, self.story.days
        if stage >= Stage.PROPOSED:
            self._propose(project, told)
        if stage >= Stage.APPROVED:
            self._step(project, ProjectAction.APPROVE, days.approved, by=self.facilitator)
        if stage >= Stage.IN_PROGRESS:
            self._step(project, ProjectAction.START, days.started)
            self._work(project, told, goal)
        if stage >= Stage.WAITING:
            self._hand_in(project, told)

    def _draft(self, told: ProjectStory, goal: Goal) -> Project:
        calendar, drafted = self.ground.calendar, self.ground.calendar.at(self.story.days.drafted)
        project = projects.draft_project(
            enrolment=self.enrolment, goals=[goal], by=self.by, now=drafted, **self._texts(told), **self._serves()
        )
        for measure, baseline, target in told.measures:
            projects.add_measure(
                project=project, measure=measure, baseline=baseline, target=target, by=self.by, now=drafted
            )
        for title, due, _done in told.milestones:
            projects.add_milestone(
                project=project, title=title, due_date=calendar.workday(due), by=self.by, now=drafted
            )
        if any(person is people.CARL for person, _kind in SUPPORT.get(self.story.key, ())):
            carl = self.ground.user(people.CARL)
            projects.add_colleague(project=project, user=carl, is_sponsor=True, by=self.by, now=drafted)
        return project

    def _texts(self, told: ProjectStory) -> dict[str, str]:
        return {
            "title": told.title,
            "context": self.private(told.context, "project", "context"),
            "aim": told.aim,
            "stakeholders": told.stakeholders,
            "risks": self.private(told.risks, "project", "risks"),
            "ethics": told.ethics,
            "benefit_self": told.for_self,
            "benefit_team": told.for_team,
            "benefit_organisation": told.for_organisation,
        }

    def _serves(self) -> dict[str, list[Element]]:
        return {"elements": self.elements(self.story.needs[0].codes)}

    def _propose(self, project: Project, told: ProjectStory) -> None:
        """Proposed; where the story says so returned once, mended and proposed again."""
        days = self.story.days
        self._step(project, ProjectAction.PROPOSE, days.proposed)
        if not told.return_reason or self.story.stage < Stage.RETURNED:
            return
        reason = self.private(told.return_reason, "project", "reason")
        self._step(project, ProjectAction.RETURN, days.returned, by=self.facilitator, reason=reason)
        project.refresh_from_db()
        mended = replace(told, aim=told.mended_aim or told.aim)
        projects.change_project(
            project=project,
            base_version=project.lock_version,
            goals=[link.goal for link in project.goals.select_related("goal")],
            by=self.by,
            now=self.ground.calendar.at(days.again, "08:10"),
            **self._texts(mended),
            **self._serves(),
        )
        self._step(project, ProjectAction.PROPOSE, days.again)

    def _work(self, project: Project, told: ProjectStory, goal: Goal) -> None:
        """Milestones reached and evidence gathered."""
        calendar = self.ground.calendar
        done = {title: day for title, day, is_done in told.milestones if is_done}
        for milestone in project.milestones.filter(title__in=done):
            projects.finish_milestone(milestone=milestone, by=self.by, now=calendar.at(done[milestone.title]))
        for piece in told.evidence:
            self._evidence(piece, project, goal)

    def _evidence(self, piece: Piece, project: Project, goal: Goal) -> None:
        projects.add_evidence(
            enrolment=self.enrolment,
            kind=EvidenceKind.FILE if piece.file else EvidenceKind.TEXT,
            title=piece.title,
            description=self.private(piece.shows, "evidence_file", "description"),
            file=files.make(piece.file) if piece.file else None,
            text=self.private(piece.text, "evidence_file", "text"),
            elements=self._serves()["elements"],
            goals=[goal],
            projects=[project],
            shared_with_employer=self.employer if piece.is_shared else None,
            by=self.by,
            now=self.ground.calendar.at(piece.day),
        )

    def _hand_in(self, project: Project, told: ProjectStory) -> None:
        """Submitted, and reviewed as far as the stage says: a draft, more work, or signed off."""
        days, stage = self.story.days, self.story.stage
        self._step(project, ProjectAction.SUBMIT, days.handed_in)
        submission = project.submissions.latest("number")
        decision = {Stage.WAITING: "", Stage.REWORK: ReviewDecision.MORE_WORK}.get(stage, ReviewDecision.SIGN_OFF)
        review = self._review(submission, told.review, decision)
        if decision:
            now = self.ground.calendar.at(days.reviewed, "18:30")
            projects.release_review(review=review, by=self.facilitator, now=now)

    def _review(self, submission: Submission, comment: str, decision: str) -> Any:
        is_met = decision == ReviewDecision.SIGN_OFF
        word = "Shown in practice, and seen by others." if is_met else "On the way: I would like to see it last."
        judgement = (
            Judgement.MET if is_met else Judgement.PARTLY,
            self.private(word, "review", "judgement"),
        )
        return projects.save_review(
            submission=submission,
            comment=self.private(comment, "review", "comment"),
            decision=decision,
            judgements={element.pk: judgement for element in self._serves()["elements"]},
            base_version=0,
            by=self.facilitator,
            now=self.ground.calendar.at(self.story.days.reviewed, "17:45"),
        )

    def _step(self, project: Project, action: str, day: int, *, by: User | None = None, reason: str = "") -> None:
        now = self.ground.calendar.at(day)
        projects.take_step(project=project, action=action, reason=reason, by=by or self.by, now=now)
