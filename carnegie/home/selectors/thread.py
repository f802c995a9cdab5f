"""The golden thread: one learner and one element, from how she rated herself to what changed at work.

Each station follows the access rule of its own object for the reader. What she may not read is not loaded; what she
may only know of comes without its words.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value

from carnegie.core.models import AccessLog
from carnegie.home.selectors.thread_reader import Reader
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics.enums import AttemptState, NeedState, RoundKind
from diagnostics.models import Answer, Attempt, DiagnosticLevel, Need, Round
from programmes.enums import SupporterKind
from programmes.models import Enrolment, ProgrammeFramework
from projects.enums import ClaimState, ProjectAction, ProjectState, ReviewState
from projects.models import (
    CheckIn,
    Claim,
    Evidence,
    Goal,
    Project,
    ProjectTransition,
    Review,
    ReviewJudgement,
)
from standards.enums import AdoptionStatus
from standards.models import Element

STATIONS = ("rated", "claimed", "chosen", "goal", "project", "evidence", "again", "changed")


@dataclass(frozen=True)
class Thread:
    """All stations of a thread as rows, and what the sentences of those that have not happened need."""

    enrolment: Enrolment
    element: Element
    reader: Reader
    first: Attempt | None
    later: Sequence[Attempt]
    claims: Sequence[Claim]
    needs: Sequence[Need]
    goals: Sequence[Goal]
    projects: Sequence[Project]
    evidence: Sequence[Evidence]
    judgements: Sequence[ReviewJudgement]
    open_round: Round | None
    next_round: Round | None

    @property
    def project(self) -> Project | None:
        """The project that is furthest on: it decides the state of the station."""
        return self.projects[0] if self.projects else None

    @property
    def has_evidence(self) -> bool:
        """A released judgement tells of evidence even to those who may not open it."""
        return bool(self.evidence or self.judgements)

    @property
    def came_back(self) -> ProjectTransition | None:
        """The last time that the project was returned."""
        return self._step(ProjectAction.RETURN, ProjectAction.RETURN_FOR_WORK)

    @property
    def approved(self) -> ProjectTransition | None:
        return self._step(ProjectAction.APPROVE)

    @property
    def signed_off(self) -> ProjectTransition | None:
        return self._step(ProjectAction.COMPLETE)

    def _step(self, *actions: str) -> ProjectTransition | None:
        steps = self.project.steps if self.project else []  # type: ignore[attr-defined]
        return next((step for step in reversed(steps) if step.action in actions), None)

    @property
    def states(self) -> dict[str, str]:
        """Of each station: done, now (the first that is not, and what is under way) or waiting."""
        done = {
            "rated": self.first is not None and self.first.is_submitted,
            "claimed": any(claim.decided_at for claim in self.claims),
            "chosen": bool(self.needs),
            "goal": bool(self.goals),
            "project": self.project is not None and self.project.state == ProjectState.COMPLETED,
            "evidence": self.has_evidence,
            "again": bool(self.later),
            "changed": False,
        }
        states = {name: "done" if happened else "waiting" for name, happened in done.items()}
        following = next((name for name in self.shown if not done[name] and name != "claimed"), None)
        return states | {following: "now"} if following else states

    @property
    def shown(self) -> list[str]:
        """The stations that this reader may know of at all: of the others not even that they wait is said."""
        stranger = not (self.reader.is_learner or self.reader.is_close)
        hidden = {
            "rated": stranger and not self.reader.is_admin and self.first is None,
            "claimed": not self.claims,
            "chosen": stranger and not self.needs,
            "goal": stranger and not self.reader.is_admin and not self.goals,
            "evidence": not (self.reader.is_learner or self.reader.is_facilitator) and not self.has_evidence,
            "again": stranger and not self.reader.is_admin and not self.later,
        }
        return [name for name in STATIONS if not hidden.get(name)]


def threads_readable_by(user: User, on: dt.date) -> QuerySet[Enrolment]:
    """Enrolments whose threads `user` may open: the learner, her coach, facilitator and programme admin, and as line
    manager one with whom she shares her thread. Each says as what (`is_learner`, `is_coach`, …)."""
    same = Enrolment.objects.filter(pk=OuterRef("pk")).order_by()
    shares = SharingGrant.objects.filter(
        grantee=user,
        owner=OuterRef("learner"),
        subject=GrantSubject.ENROLMENT,
        subject_id=OuterRef("pk"),
        revoked_at__isnull=True,
    )
    coached = same.as_supporter(user, on, SupporterKind.COACH, SupporterKind.MENTOR)
    found = Enrolment.objects.annotate(
        is_learner=Exists(same.as_learner(user)),
        is_coach=Exists(coached),
        is_facilitator=Exists(same.as_facilitator(user, on)),
        is_admin=Exists(same.as_programme_admin(user, on)),
        is_manager=Exists(same.as_line_manager(user, on)) & Exists(shares),
    )
    either = Q(is_learner=True) | Q(is_coach=True) | Q(is_facilitator=True) | Q(is_admin=True) | Q(is_manager=True)
    return found.filter(either).select_related("learner", "cohort__programme")


def reader_of(enrolment: Any, user: User, on: dt.date) -> Reader:
    """What `threads_readable_by` said of this enrolment."""
    flags = ("is_learner", "is_coach", "is_facilitator", "is_admin", "is_manager")
    return Reader(user, on, **{flag: getattr(enrolment, flag) for flag in flags})


def elements_of(enrolment: Enrolment) -> QuerySet[Element]:
    """Elements that a thread of this learner can be about: of the frameworks that her programme uses, and of other
    versions of them, but no drafts."""
    used = ProgrammeFramework.objects.filter(programme=enrolment.cohort.programme_id)
    elements = Element.objects.filter(version__framework__in=used.values("version__framework"))
    return elements.exclude(version__status=AdoptionStatus.DRAFT).select_related("version__framework", "parent")


def thread(enrolment: Enrolment, element: Element, reader: Reader) -> Thread:
    """Everything on the page, for this reader, in ten queries whatever there is, in eleven for those who may
    know of claims."""
    attempts = _attempts(enrolment, element.lineage, reader)
    first, later = _first_and_later(attempts)
    needs = _needs(enrolment, element.lineage, reader)
    goals = _goals(enrolment, element.lineage, reader)
    projects = _projects(enrolment, element.lineage, reader)
    ongoing, coming = _rounds(enrolment, element.lineage, reader.on)
    return Thread(
        enrolment=enrolment,
        element=element,
        reader=reader,
        first=first,
        later=later,
        claims=_claims(enrolment, element.lineage, reader),
        needs=needs,
        goals=goals,
        projects=projects,
        evidence=_evidence(enrolment, element.lineage, reader),
        judgements=_judgements(projects, element.lineage, reader),
        open_round=ongoing,
        next_round=coming,
    )


def readers_of(enrolment: Enrolment) -> QuerySet[Any, dict[str, Any]]:
    """Who else has read the threads of this enrolment: `name`, and when `last`; one query."""
    reads = AccessLog.objects.readings_of(enrolment.learner_id, GrantSubject.ENROLMENT, enrolment.pk)
    return reads.last_of_each()


def granted(reader: Reader, subject: str) -> QuerySet[SharingGrant]:
    """The grant that shares the row at hand with the reader, for use in `Exists`."""
    return SharingGrant.objects.filter(
        grantee=reader.user,
        owner=OuterRef("enrolment__learner"),
        subject=subject,
        subject_id=OuterRef("pk"),
        revoked_at__isnull=True,
    )


def _attempts(enrolment: Enrolment, lineage: UUID, reader: Reader) -> list[Attempt]:
    """Attempts that asked about the element, the earliest first, each with `mine`: the answer, where it may be read.

    That there is one, and when, is for the learner, her coach, her facilitator and the programme admin; a line
    manager knows of those only that are shared with her.
    """
    asked = Attempt.objects.filter(enrolment=enrolment, round__diagnostic_version__items__lineage=lineage)
    shared = Exists(granted(reader, GrantSubject.ATTEMPT))
    readable = asked if reader.is_learner else asked.filter(shared, state=AttemptState.SUBMITTED)
    known = asked if reader.is_learner or reader.is_close or reader.is_admin else readable
    levels = DiagnosticLevel.objects.filter(version=OuterRef("round__diagnostic_version")).order_by()
    counted = levels.values("version").annotate(count=Count("pk")).values("count")
    rows = known.annotate(
        level_count=Subquery(counted),
        is_readable=Exists(readable.order_by().filter(pk=OuterRef("pk"))),
    )
    answers = Answer.objects.filter(item__lineage=lineage, attempt__in=readable.order_by().values("pk"))
    mine = Prefetch("answers", answers.select_related("level"), to_attr="mine")
    return list(rows.select_related("round").order_by("started_at", "number").prefetch_related(mine))


def _first_and_later(attempts: list[Attempt]) -> tuple[Attempt | None, list[Attempt]]:
    """How she saw it first, and when she looked again: of each round the newest that is submitted, else begun."""
    by_round: dict[UUID, Attempt] = {}
    for attempt in attempts:
        if attempt.is_submitted or attempt.round_id not in by_round:
            by_round[attempt.round_id] = attempt
    newest = list(by_round.values())
    first = next((one for one in newest if one.round.kind != RoundKind.RETROSPECTIVE), None)
    return first, [one for one in newest if one is not first and one.is_submitted]


def _claims(enrolment: Enrolment, lineage: UUID, reader: Reader) -> list[Claim]:
    """What she claims to meet already, without what she took back; the first one first."""
    if not reader.knows_claims:
        return []
    claims = Claim.objects.filter(enrolment=enrolment, item__lineage=lineage).exclude(state=ClaimState.WITHDRAWN)
    unread = ["statement"] if reader.reads_claims else ["statement", "reason"]
    return list(claims.select_related("decided_by").defer(*unread))


def _needs(enrolment: Enrolment, lineage: UUID, reader: Reader) -> list[Need]:
    about = Need.objects.filter(enrolment=enrolment, elements__element__lineage=lineage, state=NeedState.CHOSEN)
    return list(_readable(about, reader).distinct())


def _readable(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    """Of needs, goals or evidence of the learner at hand those that the reader may read. Hers are all her own: asking
    who else might see them was most of what her page took."""
    if reader.is_learner:
        return rows
    return rows.filter(pk__in=rows.model.objects.visible_to(reader.user, reader.on).order_by().values("pk"))


def _goals(enrolment: Enrolment, lineage: UUID, reader: Reader) -> list[Goal]:
    """Goals that name the element, or come from a need that does, with `looks`, the looks back at each. Of those that
    are not `is_readable` the reader may know state and dates only."""
    needs = Need.objects.filter(enrolment=enrolment, elements__element__lineage=lineage)
    about = Q(elements__element__lineage=lineage) | Q(need__in=needs.values("pk"))
    rows = _known_goals(Goal.objects.filter(about, enrolment=enrolment), reader).distinct().order_by("created_at", "pk")
    if reader.knows_dates_only:
        return list(rows.prefetch_related(Prefetch("check_ins", CheckIn.objects.none(), to_attr="looks")))
    return list(rows.prefetch_related(Prefetch("check_ins", CheckIn.objects.order_by("-at"), to_attr="looks")))


def _known_goals(hers: QuerySet[Goal], reader: Reader) -> QuerySet[Any]:
    if reader.is_learner:
        return hers.annotate(is_readable=Value(True))
    known = Goal.objects.known_to(reader.user, reader.on).values("pk")
    readable = Goal.objects.visible_to(reader.user, reader.on).order_by().filter(pk=OuterRef("pk"))
    return hers.filter(pk__in=known).annotate(is_readable=Exists(readable))


_FURTHEST_FIRST = [
    ProjectState.COMPLETED,
    ProjectState.SUBMITTED,
    ProjectState.REWORK,
    ProjectState.IN_PROGRESS,
    ProjectState.APPROVED,
    ProjectState.PROPOSED,
    ProjectState.RETURNED,
    ProjectState.DRAFT,
    ProjectState.WITHDRAWN,
]


def _projects(enrolment: Enrolment, lineage: UUID, reader: Reader) -> list[Project]:
    """Projects that name the element or serve one of its goals, the furthest on first; with `steps`, who took
    each."""
    goals = Goal.objects.filter(enrolment=enrolment, elements__element__lineage=lineage)
    about = Q(elements__element__lineage=lineage) | Q(goals__goal__in=goals.values("pk"))
    visible = Project.objects.visible_to(reader.user, reader.on).values("pk")
    hers = Q(enrolment=enrolment) | Q(members__enrolment=enrolment)
    rows = Project.objects.filter(about, hers, pk__in=visible).distinct()
    steps = ProjectTransition.objects.select_related("by").order_by("at", "pk")
    found = rows.prefetch_related(Prefetch("transitions", steps, to_attr="steps"))
    return sorted(found, key=lambda project: (_FURTHEST_FIRST.index(ProjectState(project.state)), project.created_at))


def _evidence(enrolment: Enrolment, lineage: UUID, reader: Reader) -> list[Evidence]:
    """Evidence that names the element, or names none and belongs to one of its goals or projects."""
    goals = Goal.objects.filter(enrolment=enrolment, elements__element__lineage=lineage).values("pk")
    projects = Project.objects.filter(elements__element__lineage=lineage).values("pk")
    nearby = Q(elements__isnull=True) & (Q(goals__goal__in=goals) | Q(projects__project__in=projects))
    if reader.knows_dates_only:
        return []
    rows = Evidence.objects.filter(Q(elements__element__lineage=lineage) | nearby, enrolment=enrolment)
    return list(_readable(rows, reader).distinct().order_by("created_at", "pk"))


def _judgements(projects: Sequence[Project], lineage: UUID, reader: Reader) -> list[ReviewJudgement]:
    """What released reviews judged of the element, the newest first."""
    if reader.knows_dates_only:
        return []
    rows = ReviewJudgement.objects.filter(
        element__lineage=lineage,
        review__state=ReviewState.RELEASED,
        review__submission__project__in=[project.pk for project in projects],
    )
    visible = Review.objects.visible_to(reader.user, reader.on).order_by().values("pk")
    return list(rows.filter(review__in=visible).select_related("review__author").order_by("-review__released_at"))


def _rounds(enrolment: Enrolment, lineage: UUID, on: dt.date) -> tuple[Round | None, Round | None]:
    """The round that asks now, and the next one that will, about this element."""
    asks_her = Q(enrolment__isnull=True) | Q(enrolment=enrolment)
    rows = Round.objects.filter(asks_her, cohort=enrolment.cohort_id, diagnostic_version__items__lineage=lineage)
    found = list(rows.with_last_day(enrolment=enrolment).filter(last_day__gte=on).order_by("opens_on").distinct())
    ongoing = next((one for one in found if one.opens_on <= on), None)
    return ongoing, next((one for one in found if one.opens_on > on), None)


# ---- the list of threads ----


@dataclass(frozen=True)
class ThreadRow:
    """One element of one learner about which something has begun, as far as the reader may know."""

    enrolment: Enrolment
    element: Element
    has_need: bool
    has_goal: bool
    has_project: bool
    has_evidence: bool


def thread_rows(enrolments: Sequence[Enrolment], user: User, on: dt.date) -> list[ThreadRow]:
    """Every element with a need, goal or project of these learners that the reader may know of, in five queries."""
    needs = Need.objects.visible_to(user, on).filter(enrolment__in=enrolments, state=NeedState.CHOSEN)
    goals = Goal.objects.known_to(user, on).filter(enrolment__in=enrolments)
    projects = Project.objects.visible_to(user, on).filter(enrolment__in=enrolments)
    evidence = Evidence.objects.visible_to(user, on).filter(enrolment__in=enrolments)
    chosen, set_, proposed, shown = (_pairs(rows) for rows in (needs, goals, projects, evidence))
    about = chosen | set_ | proposed
    elements = {
        element.lineage: element
        for element in Element.objects.filter(lineage__in={lineage for _enrolment, lineage in about})
        .exclude(version__status=AdoptionStatus.DRAFT)
        .select_related("version__framework")
        .order_by("version__number")
    }
    by_id = {enrolment.pk: enrolment for enrolment in enrolments}
    found = [
        ThreadRow(
            enrolment=by_id[enrolment],
            element=elements[lineage],
            has_need=(enrolment, lineage) in chosen,
            has_goal=(enrolment, lineage) in set_,
            has_project=(enrolment, lineage) in proposed,
            has_evidence=(enrolment, lineage) in shown,
        )
        for enrolment, lineage in about
        if lineage in elements
    ]
    return sorted(found, key=lambda row: (str(row.enrolment.pk), row.element.position))


def _pairs(rows: QuerySet[Any]) -> set[tuple[UUID, UUID]]:
    """(enrolment, lineage) of every element that these rows name."""
    return set(rows.filter(elements__isnull=False).order_by().values_list("enrolment", "elements__element__lineage"))
