"""Every component draws with each of its arguments, and refuses those it does not have."""

import datetime as dt
import inspect
import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone

from carnegie.core import icons
from carnegie.core.templatetags import components
from carnegie.home.views.gallery import SampleForm
from programmes.enums import Strategy

MOMENT = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)
STATIONS = [
    {"title": "Goal", "state": "done", "note": "3 Oct", "url": "#g"},
    {"title": "Project", "state": "now"},
    {"title": "Seen again", "state": "waiting"},
]
CONTEXT = {
    "moment": MOMENT,
    "day": MOMENT.date(),
    "length": Decimal("1.5"),
    "stations": STATIONS,
    "tabs": [{"label": "One", "url": "#1", "current": True, "count": 0}, {"label": "Two", "url": "#2"}],
    "ways": [{"label": "File", "state": "done", "url": "#1"}, {"label": "Check", "state": "now"}],
    "axes": ["One", "Two", "Three"],
    "pairs": [{"label": "One", "left": 7, "left_text": "7+", "right": 2, "right_text": "2 h"}],
    "series": [{"name": "You", "values": [1, 2, 3]}, {"name": "Others", "values": [1, None, 3], "css": "series-4"}],
    "form": SampleForm({}),
    "page": Paginator(range(45), 20).page(2),
    "evil": "<script>alert(1)</script>",
}
# Each component with all of its arguments, and words that must be on the page then.
EVERY_ARGUMENT = {
    "page_header": (
        '{% page_header title="A title" lead="A lead" kicker="A kicker" %}more{% endpage_header %}',
        ["A title", "A lead", "A kicker", "more"],
    ),
    "crumbs": ("{% crumbs %}inside{% endcrumbs %}", ["inside"]),
    "crumb": ('{% crumb label="Goals" href="/goals/" %}', ["Goals", 'href="/goals/"']),
    "actions": ("{% actions %}inside{% endactions %}", ["inside"]),
    "icon": ('{% icon name="clock" %}', ["<svg", 'aria-hidden="true"']),
    "button": (
        '{% button label="Press" variant="danger" icon="trash" small=True type="button" name="n" value="v" form="f" '
        'describe="the goal" disabled=True testid="press" href="" %}',
        [
            "Press",
            "btn-danger",
            "<svg",
            "btn-sm",
            'type="button"',
            'name="n"',
            'value="v"',
            'form="f"',
            "the goal",
            " disabled",
            'data-testid="press"',
        ],
    ),
    "chip": (
        '{% chip label="thin" tone="warn" icon="half" testid="c" %}',
        ["Thin", "tone-warn", "<svg", 'data-testid="c"'],
    ),
    "notice": (
        '{% notice title="Saved" tone="good" testid="n" %}inside{% endnotice %}',
        ["Saved", "tone-good", "inside", 'data-testid="n"'],
    ),
    "card": (
        '{% card title="T" note="N" level=3 id="i" quiet=True testid="c" %}inside{% endcard %}',
        ["<h3>T", "N", 'id="i"', "card-quiet", 'data-testid="c"', "inside"],
    ),
    "next_step": (
        '{% next_step title="T" kicker="K" testid="n" %}inside{% endnext_step %}',
        ["T", "K", 'data-testid="n"', "inside"],
    ),
    "empty_state": (
        '{% empty_state title="T" icon="upload" level=3 testid="e" %}inside{% endempty_state %}',
        ["<h3>T", "<svg", 'data-testid="e"', "inside"],
    ),
    "rows": ('{% rows testid="r" %}inside{% endrows %}', ['class="rows"', 'data-testid="r"', "inside"]),
    "row": (
        '{% row title="T" note="N" href="/t/" testid="r" %}inside{% endrow %}',
        ["T", "N", 'href="/t/"', 'data-testid="r"', "inside"],
    ),
    "summary_list": ('{% summary_list testid="s" %}inside{% endsummary_list %}', ['data-testid="s"', "inside"]),
    "summary_row": (
        '{% summary_row label="L" href="/l/" action="Mend" describe="the L" testid="s" %}inside{% endsummary_row %}',
        ["<dt>L", 'href="/l/"', "Mend", "the L", 'data-testid="s"', "<dd>inside</dd>"],
    ),
    "task_list": ('{% task_list testid="t" %}inside{% endtask_list %}', ['class="tasks"', 'data-testid="t"', "inside"]),
    "task": (
        '{% task title="T" status="done" tone="good" href="/t/" hint="H" testid="t" %}',
        ["T", "Done", "tone-good", 'href="/t/"', "H", 'data-testid="t"'],
    ),
    "person": (
        '{% person name="Cora" role="coach" note="Elm Park" href="/c/" %}',
        ["Cora", "coach", "Elm Park", 'href="/c/"'],
    ),
    "stat": ('{% stat value=17 label="learners" %}', ["17", "learners"]),
    "fold": (
        '{% fold summary="S" opened=True id="i" testid="f" %}inside{% endfold %}',
        ["<summary>S", " open", 'id="i"', 'data-testid="f"', "inside"],
    ),
    "quote": ('{% quote by="Amara" %}inside{% endquote %}', ["<blockquote>inside</blockquote>", "Amara"]),
    "when": ('{% when moment part="full" empty="never" %}', [">Tue 24 Nov 2026, 14:30</time>"]),
    "hours": ("{% hours value=length %}", ["1.5 hours"]),
    "data_table": (
        '{% data_table caption="C" show_caption=True sticky=True tall=True stack=True id="i" testid="t" %}'
        "<tbody></tbody>{% enddata_table %}",
        ["<caption>C", "table-sticky", "table-tall", "table-stack", 'id="i"', 'data-testid="t"', "<tbody>"],
    ),
    "filter_bar": (
        '{% filter_bar clear="/all/" label="L" testid="f" %}inside{% endfilter_bar %}',
        ['href="/all/"', 'aria-label="L"', 'data-testid="f"', "inside"],
    ),
    "pagination": ('{% pagination page=page param="p" %}', ["21 to 40 of 45", "?p=1", "?p=3"]),
    "tabs": ('{% tabs items=tabs label="L" %}', ['aria-label="L"', 'href="#1" aria-current="page"', "Two"]),
    "side_nav": ('{% side_nav items=tabs label="L" %}', ['aria-label="L"', 'href="#1" aria-current="page"', "Two"]),
    "steps": ('{% steps items=ways label="L" %}', ['aria-label="L"', 'aria-current="step"', "(done)", 'href="#1"']),
    "thread": ('{% thread label="L" testid="t" %}inside{% endthread %}', ['aria-label="L"', "inside"]),
    "station": (
        '{% station title="T" state="now" note="N" level=3 testid="s" %}inside{% endstation %}',
        ['class="now"', "T", "(now)", "N", "<h3", 'data-testid="s"', "inside"],
    ),
    "thread_strip": (
        '{% thread_strip stations=stations label="L" %}',
        ['aria-label="L"', 'class="done"', 'href="#g"', "3 Oct", "(not yet)"],
    ),
    "progress": (
        '{% progress value=9 maximum=17 label="L" text="nine" testid="p" %}',
        ['value="9"', 'max="17"', 'aria-label="L"', "nine", 'data-testid="p"'],
    ),
    "meter": (
        '{% meter label="L" value=1 maximum=4 text="one" mark=2 tone="good" %}',
        ["L", 'width="25.0"', "one", 'x1="50.0"', "tone-good"],
    ),
    "radar": (
        '{% radar axes=axes series=series maximum=5 title="T" description="D" rings=4 id="i" %}',
        ['<title id="i-title">T', '<desc id="i-desc">D', "series-4", "1.25", 'role="img"'],
    ),
    "versus": (
        '{% versus pairs=pairs left="L" right="R" title="T" description="D" id="v" %}',
        ['<title id="v-title">T', '<desc id="v-desc">D', "One", "7+", "2 h", 'role="img"', 'width="185.0"'],
    ),
    "error_summary": (
        "{% error_summary form=form forms=none %}",
        ["There is a problem", 'href="#id_title">Title: This field is required.</a>', 'href="#id_level_0"'],
    ),
}


def draw(source: str, **more: object) -> str:
    return Template(source).render(Context({**CONTEXT, "none": [], **more}))


def test_one_hour_is_not_hours() -> None:
    lengths = [Decimal(words) for words in ("0.0", "0.5", "1.0", "2.0")]
    assert [draw("{% hours value=length %}", length=one) for one in lengths] == [
        "0 hours",
        "0.5 hours",
        "1 hour",
        "2 hours",
    ]


def test_the_table_above_names_every_component() -> None:
    assert sorted(EVERY_ARGUMENT) == sorted(components.register.tags)


@pytest.mark.parametrize("name", sorted(EVERY_ARGUMENT))
def test_it_draws_with_every_argument(name: str) -> None:
    source, words = EVERY_ARGUMENT[name]

    drawn = draw(source)

    assert [word for word in words if word not in drawn] == []


@pytest.mark.parametrize("name", sorted(EVERY_ARGUMENT))
def test_the_table_above_uses_every_argument(name: str) -> None:
    parameters = inspect.signature(getattr(components, name)).parameters.values()
    declared = {one.name for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}
    tag = re.match(r"{%.*?%}", EVERY_ARGUMENT[name][0])

    assert tag
    assert set(re.findall(r"(\w+)=", tag[0])) == declared


@pytest.mark.parametrize("name", sorted(EVERY_ARGUMENT))
def test_it_refuses_an_argument_that_it_does_not_have(name: str) -> None:
    source = EVERY_ARGUMENT[name][0].replace(f"{{% {name}", f'{{% {name} colour="red"', 1)

    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% chip tone="good" %}',
        "{% card title %}{% endcard %}",
        '{% station title="T" %}{% endstation %}',
        "{% pagination %}",
    ],
)
def test_it_refuses_to_go_without_what_it_needs(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% chip label="x" tone="purple" %}',
        '{% notice tone="loud" %}{% endnotice %}',
        '{% button label="x" variant="huge" %}',
        '{% station title="T" state="lost" %}{% endstation %}',
        '{% when moment part="long" %}',
        '{% meter label="L" value=1 maximum=2 tone="pink" %}',
    ],
)
def test_it_refuses_a_value_that_it_does_not_know(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="use one of"):
        draw(source)


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icons.draw("unicorn")


@pytest.mark.parametrize(
    "source",
    [
        "{% page_header title=evil lead=evil kicker=evil %}{{ evil }}{% endpage_header %}",
        "{% chip label=evil %}",
        "{% button label=evil href=evil describe=evil %}",
        "{% card title=evil note=evil %}{{ evil }}{% endcard %}",
        "{% quote by=evil %}{{ evil }}{% endquote %}",
        "{% row title=evil note=evil href=evil %}{{ evil }}{% endrow %}",
        "{% summary_row label=evil %}{{ evil }}{% endsummary_row %}",
        '{% station title=evil state="now" note=evil %}{{ evil }}{% endstation %}',
        "{% stat value=evil label=evil %}",
        "{% person name=evil role=evil note=evil %}",
        "{% crumb label=evil href=evil %}",
        "{% meter label=evil text=evil value=1 maximum=2 %}",
        "{% when None empty=evil %}",
    ],
)
def test_what_people_typed_is_escaped(source: str) -> None:
    drawn = draw(source)

    assert "&lt;script&gt;" in drawn
    assert "<script>" not in drawn


def test_a_time_is_shown_in_the_readers_zone_and_a_date_has_none() -> None:
    with timezone.override("Asia/Tokyo"):
        assert draw("{% when moment %}") == '<time datetime="2026-11-24T23:30+09:00">Tue 24 Nov 2026, 23:30</time>'
    assert draw("{% when day %}") == '<time datetime="2026-11-24">Tue 24 Nov 2026</time>'
    assert draw('{% when None empty="not yet" %}') == "not yet"


def test_pages_keep_the_filters() -> None:
    request = RequestFactory().get("/", QueryDict("q=elm&page=2").dict())

    drawn = draw("{% pagination page=page %}", request=request)

    assert re.findall(r'href="(.*?)"', drawn) == ["?q=elm&amp;page=1", "?q=elm&amp;page=2", "?q=elm&amp;page=3"]


def test_one_page_needs_no_links() -> None:
    assert "<a" not in draw("{% pagination page=page %}", page=Paginator(range(3), 20).page(1))


def test_nothing_done_of_nothing_is_no_progress() -> None:
    assert 'value="0" max="1"' in draw('{% progress value=0 maximum=0 label="L" %}')


def test_a_form_without_errors_has_no_summary() -> None:
    assert draw("{% error_summary form=form %}", form=SampleForm()).strip() == ""


class Choosing(forms.Form):
    strategy = forms.ChoiceField(choices=Strategy)
    strategies = forms.MultipleChoiceField(choices=Strategy, widget=forms.CheckboxSelectMultiple)
    people = forms.MultipleChoiceField(choices=[("1", "de Vries, Anna")], widget=forms.CheckboxSelectMultiple)
    grouped = forms.MultipleChoiceField(
        choices=[("Culture", [("2", "behaviour")]), ("3", "alone")], widget=forms.CheckboxSelectMultiple
    )


def test_choices_of_ours_begin_with_a_capital_letter_and_names_stay() -> None:
    drawn = draw("{% load crispy_forms_tags %}{% crispy form %}", form=Choosing())

    assert '<option value="seminar">Seminar</option>' in drawn
    labels = re.findall(r"<label[^>]*form-check-label[^>]*>(.*?)</label>", drawn)
    assert labels == [str(one.label).capitalize() for one in Strategy] + ["de Vries, Anna", "behaviour", "alone"]


def test_choices_under_a_heading_are_a_group_with_its_name() -> None:
    drawn = draw("{% load crispy_forms_tags %}{% crispy form %}", form=Choosing())

    assert re.findall(r'role="group" aria-labelledby="(\w+)"', drawn) == ["id_grouped_heading_1"]
    assert re.findall(r'id="id_grouped_heading_1">(.*?)<', drawn) == ["Culture"]


def test_a_chip_keeps_what_was_escaped_before() -> None:
    source = "{% load i18n %}{% blocktranslate asvar who %}by {{ name }}{% endblocktranslate %}{% chip label=who %}"

    assert draw(source, name="O’Neil & Co").endswith(">By O’Neil &amp; Co</span>")


def test_crispy_brings_the_summary_and_ties_each_message_to_its_field() -> None:
    drawn = draw("{% load crispy_forms_tags %}{% crispy form %}")

    assert drawn.count('data-testid="error-summary"') == 1
    targets = re.findall(r'href="#(id_\w+)"', drawn)
    assert targets == ["id_title", "id_sort", "id_due_date", "id_level_0"]
    assert [target for target in targets if f'id="{target}"' not in drawn] == []
    for described in re.findall(r'aria-describedby="(.*?)"', drawn):
        assert [one for one in described.split() if f'id="{one}"' not in drawn] == []


def test_a_refusal_without_a_field_stands_in_the_summary_once() -> None:
    form = SampleForm({})
    form.add_error(None, "The round is closed.")

    assert draw("{% load crispy_forms_tags %}{% crispy form %}", form=form).count("The round is closed.") == 1


def test_the_middle_of_pairs_of_bars_does_not_cross_their_labels() -> None:
    lines = re.findall(r'<line class="chart-axis"[^>]* y1="(\d+)"', draw(EVERY_ARGUMENT["versus"][0]))
    labels = re.findall(r'<text class="chart-label"[^>]* y="(\d+)"', draw(EVERY_ARGUMENT["versus"][0]))

    assert len(lines) == len(labels)
    assert all(int(line) > int(label) for line in lines for label in labels)


@pytest.mark.parametrize("name", ["radar", "versus", "meter", "icon"])
def test_drawings_are_well_formed(name: str) -> None:
    drawn = draw(EVERY_ARGUMENT[name][0])

    assert [ET.fromstring(svg).tag for svg in re.findall(r"<svg.*?</svg>", drawn, re.S)]  # noqa: S314


def test_the_page_of_components_names_each_of_them() -> None:
    text = (Path(__file__).parents[2] / "docs" / "components.md").read_text()

    assert [name for name in components.register.tags if f"`{name}" not in text] == []
