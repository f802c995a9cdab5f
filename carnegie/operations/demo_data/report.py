"""What `seed_demo --json` says, read from the database: so it says the same after a second run."""

from typing import Any

from django.db.models import Model, QuerySet

from carnegie.operations.demo_data import canaries, people, provision
from carnegie.people.models import User
from diagnostics.models import Attempt, Need, Round
from programmes.models import Cohort, Enrolment, Programme
from projects.models import Evidence, Goal, Project, Review


def is_seeded() -> bool:
    return User.objects.filter(email=people.DEE.email).exists()


def has_strangers() -> bool:
    """Whether people are in the database whom the demo did not make."""
    return User.objects.exclude(email__endswith=f"@{people.DOMAIN}").exists()


def report() -> dict[str, Any]:
    """The people who can sign in, the ids that tests start from, and every canary."""
    return {"people": _people(), "objects": _objects(), "canaries": canaries.found()}


def _people() -> list[dict[str, str]]:
    relations = {person.email: person.relation for person in people.STAFF}
    others = set(Enrolment.objects.filter(cohort__title=provision.OTHER_COHORT).values_list("learner", flat=True))
    return [
        {
            "email": user.email,
            "relation": relations.get(user.email, "learner of another cohort" if user.pk in others else "learner"),
            "password": people.PASSWORD,
            "id": str(user.pk),
        }
        for user in User.objects.filter(email__endswith=f"@{people.DOMAIN}").order_by("email")
    ]


def _objects() -> dict[str, str | None]:
    """Amara's own where she has one; the review is that of the first signed-off project while hers has none."""
    hers = {"enrolment__learner__email": f"amara@{people.DOMAIN}"}
    cohort = {"cohort__title": provision.COHORT}
    reviews = Review.objects.filter(submission__project__enrolment__cohort__title=provision.COHORT)
    of_hers = reviews.filter(submission__project__enrolment__learner__email=f"amara@{people.DOMAIN}")
    return {
        "programme": _id(Programme.objects.filter(title=provision.PROGRAMME)),
        "cohort": _id(Cohort.objects.filter(title=provision.COHORT)),
        "round": _id(Round.objects.filter(**cohort).order_by("opens_on")),
        "attempt": _id(Attempt.objects.filter(**hers).order_by("started_at")),
        "need": _id(Need.objects.filter(**hers).order_by("created_at", "pk")),
        "goal": _id(Goal.objects.filter(**hers).order_by("created_at", "pk")),
        "project": _id(Project.objects.filter(**hers).order_by("created_at", "pk")),
        "evidence": _id(Evidence.objects.filter(**hers).order_by("created_at", "pk")),
        "review": _id(of_hers) or _id(reviews.exclude(released_at=None).order_by("released_at")),
    }


def _id(rows: QuerySet[Any]) -> str | None:
    first: Model | None = rows.first()
    return str(first.pk) if first else None
