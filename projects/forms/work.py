"""What the pages of goals, projects, evidence and reviews ask; forms validate and never save."""

import datetime as dt
from typing import Any
from uuid import UUID

from crispy_forms.layout import HTML, Fieldset, Submit
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import DayField, PageFormHelper
from carnegie.people.models import Organisation, User
from programmes.enums import Strategy
from programmes.models import Enrolment
from projects import selectors
from projects.enums import EvidenceKind, GoalState, Judgement, ReviewDecision
from projects.models import Goal, Milestone, Project, SuccessMeasure
from projects.models.goal import GOAL_TEXT
from projects.models.project import PROJECT_TEXT
from projects.selectors import ReviewPage
from standards.models import Element

CONFIDENCE = [
    (1, _("1 – not at all")),
    (2, _("2 – a little")),
    (3, _("3 – half way")),
    (4, _("4 – fairly")),
    (5, _("5 – very")),
]


def text_area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def base_version() -> forms.IntegerField:
    """The version that the page was made from; a save over a newer one is answered with both texts."""
    return forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ElementsField(forms.ModelMultipleChoiceField):
    """Standards to tick, under their domains."""

    def __init__(self) -> None:
        super().__init__(
            queryset=Element.objects.none(), required=False, label=_("Standards"), widget=forms.CheckboxSelectMultiple
        )

    def offer(self, enrolment: Enrolment) -> None:
        self.queryset = selectors.elements_for(enrolment)
        self.choices = selectors.element_choices(self.queryset)


def tick_list(queryset: Any, label: Any, help_text: Any = "") -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        queryset=queryset, required=False, label=label, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


class GoalForm(forms.ModelForm):
    """A goal in words that can be checked later. `today` is the learner's own day."""

    base_version = base_version()
    due_date = DayField(label=_("By when"), help_text=_("A day within your programme works best."))
    next_check_in_date = DayField(
        label=_("Look back on"), required=False, help_text=_("We send you a reminder on that day.")
    )
    strategies = forms.MultipleChoiceField(
        label=_("How I will learn it"), choices=Strategy, required=False, widget=forms.CheckboxSelectMultiple
    )
    elements = ElementsField()

    class Meta:
        model = Goal
        fields = (*GOAL_TEXT, "due_date", "next_check_in_date", "strategies")
        widgets = {"success_measure": text_area(), "why_strategies": text_area(2)}
        help_texts = {
            "title": _("Specific: what will you be able to do? Say “Delegate one task a week and follow it up”."),
            "success_measure": _("Measurable: what will you, or others, see or count?"),
            "baseline": _("For example: “I do the rota myself every week”."),
            "target": _("Achievable: for example “Two colleagues do the rota in turn”."),
            "why_strategies": _("Relevant: what helped you learn before?"),
        }

    def __init__(self, *args: Any, enrolment: Enrolment, today: dt.date, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["base_version"].initial = self.instance.lock_version
        self.fields["elements"].offer(enrolment)
        self.helper = PageFormHelper(
            "base_version",
            Fieldset(_("What I want"), "title", "success_measure", "baseline", "target"),
            Fieldset(_("Dates"), "due_date", "next_check_in_date"),
            Fieldset(_("The way there"), "strategies", "why_strategies"),
            Fieldset(_("What it serves"), "elements"),
            submit=_("Save goal"),
            cancel_url=cancel_url,
        )

    def clean_due_date(self) -> dt.date:
        return self._not_past("due_date")

    def clean_next_check_in_date(self) -> dt.date | None:
        return self._not_past("next_check_in_date")

    def _not_past(self, name: str) -> Any:
        """A date that stays as it was may lie behind us."""
        day = self.cleaned_data[name]
        if day and day < self.today and name in self.changed_data:
            raise forms.ValidationError(_("Choose today or a later day."))
        return day


class GoalCloseForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            (GoalState.ACHIEVED, _("I achieved it")),
            (GoalState.SET_ASIDE, _("I set it aside: something else matters more now")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("In a sentence, why"), required=False, max_length=2000, widget=text_area(2))

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper("state", "reason", submit=_("Close goal"), cancel_url=cancel_url)


class CheckInForm(forms.Form):
    """Two minutes to look back. `today` is the learner's own day."""

    confidence = forms.TypedChoiceField(
        label=_("How confident am I that I will get there?"), coerce=int, choices=CONFIDENCE, widget=forms.RadioSelect
    )
    is_blocked = forms.BooleanField(
        label=_("Something blocks me"), required=False, help_text=_("Your facilitator and coach see this.")
    )
    note = forms.CharField(label=_("How it is going"), required=False, max_length=5000, widget=text_area())
    next_check_in_date = DayField(label=_("Look back again on"), required=False)

    def __init__(self, *args: Any, today: dt.date, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = PageFormHelper(
            "confidence", "is_blocked", "note", "next_check_in_date", submit=_("Save check-in"), cancel_url=cancel_url
        )

    def clean_next_check_in_date(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["next_check_in_date"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class ProjectForm(forms.ModelForm):
    """A work based project; only its title is needed to keep it as a draft."""

    base_version = base_version()
    goals = tick_list(Goal.objects.none(), _("Goals that it serves"))
    elements = ElementsField()

    class Meta:
        model = Project
        fields = PROJECT_TEXT
        widgets = {name: text_area() for name in PROJECT_TEXT if name != "title"}
        help_texts = {
            "title": _("Short enough to remember."),
            "context": _("What happens now, where, and who notices? Leave out names of children and families."),
            "aim": _("One change that others at work can see."),
            "ethics": _("Whose agreement do you need, and what must stay confidential?"),
            "benefit_self": _("What will you be able to do, or do better?"),
            "benefit_team": _("What will be different for the people you work with?"),
            "benefit_organisation": _("What will your organisation, and those it serves, gain?"),
        }

    def __init__(self, *args: Any, enrolment: Enrolment, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base_version"].initial = self.instance.lock_version
        self.fields["goals"].queryset = selectors.goals_to_link(enrolment)
        self.fields["elements"].offer(enrolment)
        self.helper = PageFormHelper(
            "base_version",
            Fieldset(_("What I want to change"), "title", "context", "aim"),
            Fieldset(_("Who benefits"), "benefit_self", "benefit_team", "benefit_organisation"),
            Fieldset(_("What it serves"), "goals", "elements"),
            Fieldset(_("People and risks"), "stakeholders", "risks", "ethics"),
            submit=_("Save"),
            cancel_url=cancel_url,
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=5000, widget=text_area(5))

    def __init__(self, *args: Any, submit: Any, hint: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint
        self.helper = PageFormHelper("reason", submit=submit, cancel_url=cancel_url, testid="send-reason")


class MilestoneForm(forms.ModelForm):
    due_date = DayField(label=_("By"))

    class Meta:
        model = Milestone
        fields = ("title", "due_date")

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper("title", "due_date", submit=_("Add milestone"), cancel_url=cancel_url)


class MeasureForm(forms.ModelForm):
    class Meta:
        model = SuccessMeasure
        fields = ("measure", "baseline", "target", "result")
        help_texts = {
            "measure": _("What will you count or watch? For example: minutes that a handover takes."),
            "baseline": _("How it is now."),
            "target": _("How it should be."),
            "result": _("How it turned out: fill this in later."),
        }

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(
            "measure", "baseline", "target", "result", submit=_("Save measure"), cancel_url=cancel_url
        )


class ColleagueForm(forms.Form):
    """One of the people at work who are named for the learner."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Colleague"), widget=forms.RadioSelect, empty_label=None
    )
    is_sponsor = forms.BooleanField(
        label=_("This is the workplace sponsor of the project"),
        required=False,
        help_text=_("The person at work who wants this change and opens doors for it."),
    )

    def __init__(self, *args: Any, project: Project, today: dt.date, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = selectors.possible_colleagues(project, today)
        self.helper = PageFormHelper("user", "is_sponsor", submit=_("Name this colleague"), cancel_url=cancel_url)


class EvidenceForm(forms.Form):
    """One piece of evidence of one kind; who may see it beyond the facilitator is never ticked beforehand."""

    title = forms.CharField(label=_("What it is"), max_length=200)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, Word, Excel, PowerPoint, a picture, sound, MP4, text or zip; up to 20 MB.")
    )
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    text = forms.CharField(label=_("Text"), max_length=20000, widget=text_area(8))
    description = forms.CharField(
        label=_("What it shows"),
        required=False,
        max_length=5000,
        widget=text_area(),
        help_text=_("Leave out names of children and families."),
    )
    projects = tick_list(Project.objects.none(), _("Projects"))
    goals = tick_list(Goal.objects.none(), _("Goals"))
    elements = ElementsField()
    shared_with_employer = forms.BooleanField(required=False, label=_("May be seen by my employer"))

    def __init__(
        self,
        *args: Any,
        enrolment: Enrolment,
        kind: str,
        employer: Organisation | None,
        cancel_url: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for other in set(EvidenceKind.values) - {kind}:
            del self.fields["url" if other == EvidenceKind.LINK else other]
        self.content_field = "url" if kind == EvidenceKind.LINK else kind
        self.fields["projects"].queryset = selectors.projects_to_link(enrolment)
        self.fields["goals"].queryset = selectors.goals_to_link(enrolment)
        self.fields["elements"].offer(enrolment)
        self._offer_to(employer)
        self.helper = PageFormHelper(
            "title",
            self.content_field,
            "description",
            Fieldset(_("What it belongs to"), "projects", "goals", "elements"),
            *([Fieldset(_("Who may see it"), "shared_with_employer")] if employer else []),
            submit=_("Keep evidence"),
            cancel_url=cancel_url,
        )

    def _offer_to(self, employer: Organisation | None) -> None:
        if employer is None:
            del self.fields["shared_with_employer"]
            return
        field = self.fields["shared_with_employer"]
        field.label = _("%(employer)s may see this") % {"employer": employer}
        field.help_text = _("Your line manager, sponsor and the project’s colleagues. Your facilitator always can.")


_CHECKING = _(
    "“Check before release” keeps the draft and shows it to you as the learner will get it, to read it once more."
)


class ReviewForm(forms.Form):
    """A judgement for each standard that the submission names, what the reviewer saw, and what follows from it."""

    base_version = base_version()
    comment = forms.CharField(label=_("What I saw"), required=False, max_length=10000, widget=text_area(6))
    decision = forms.ChoiceField(
        label=_("Decision"),
        required=False,
        choices=[
            (ReviewDecision.SIGN_OFF, _("Sign off: the change at work has been seen")),
            (ReviewDecision.MORE_WORK, _("Return for more work: the comment says what is missing")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, page: ReviewPage, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.element_ids = [row["id"] for row in page.snapshot["elements"]]
        self._start_from(page)
        judged = [self._add_element(row, page) for row in page.snapshot["elements"]]
        hint = HTML(format_html('<p class="form-text">{}</p>', _CHECKING))
        self.helper = PageFormHelper(
            "base_version", *judged, "comment", "decision", hint, submit=_("Save draft"), cancel_url=cancel_url
        )
        check = Submit("check", _("Check before release"), css_class="btn-secondary", data_testid="check")
        self.helper.add_input(check)

    def clean(self) -> dict[str, Any]:
        """A draft may miss anything; one that is read once more before its release may not."""
        said = super().clean() or {}
        if "check" in self.data:
            self._require(said)
        return said

    def _require(self, said: dict[str, Any]) -> None:
        if not said.get("comment"):
            self.add_error("comment", _("Write what you saw: the learner reads it."))
        if not said.get("decision"):
            self.add_error("decision", _("Choose a decision."))
        missing = [pk for pk in self.element_ids if not said.get(f"judgement_{pk}")]
        for pk in missing if said.get("decision") == ReviewDecision.SIGN_OFF else ():
            self.add_error(f"judgement_{pk}", _("Judge every standard before you sign off."))

    def judgements(self) -> dict[UUID, tuple[str, str]]:
        """Of a valid form: element id → (judgement, comment), for those that are judged."""
        data = self.cleaned_data
        given = {pk: (data[f"judgement_{pk}"], data[f"comment_{pk}"]) for pk in self.element_ids}
        return {UUID(pk): pair for pk, pair in given.items() if pair[0]}

    def _start_from(self, page: ReviewPage) -> None:
        review = page.review
        self.fields["base_version"].initial = review.lock_version if review else 0
        if review:
            self.fields["comment"].initial, self.fields["decision"].initial = review.comment, review.decision

    def _add_element(self, row: dict[str, str], page: ReviewPage) -> Fieldset:
        known = page.judgements.get(row["id"])
        judgement, comment = f"judgement_{row['id']}", f"comment_{row['id']}"
        name = row["code"] or row["title"]
        self.fields[judgement] = forms.ChoiceField(
            label=_("Judgement of %(element)s") % {"element": name},
            required=False,
            choices=Judgement.choices,
            widget=forms.RadioSelect,
            initial=known.judgement if known else None,
        )
        self.fields[comment] = forms.CharField(
            label=_("Comment on %(element)s") % {"element": name},
            required=False,
            max_length=5000,
            widget=text_area(2),
            initial=known.comment if known else "",
        )
        return Fieldset(f"{row['code']} {row['title']}".strip(), judgement, comment)
