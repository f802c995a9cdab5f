"""HTML of other systems as text: what stays, what is named as left out, and that no input takes long."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.formats.markup import Rendered, as_text

BIG = 300_000


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("no markup at  all\nhere", "no markup at all here"),
        ("<p>One<br>two</p>\n<p>three</p>", "One\ntwo\n\nthree"),
        ("a &lt; b &amp; c < d", "a < b & c < d"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>tail", "- a\n  - b\n- c\n\ntail"),
        ("<ol><li>x</li><li>y<br>z</li></ol>", "1. x\n2. y\n   z"),
        ('<a href="https://example.org/a?b=1&amp;c=2">A <b>site</b></a>', "[A site](https://example.org/a?b=1&c=2)"),
        ('<a href="https://example.org"></a>', "https://example.org"),
        ("<a href='https://example.org'>open<p>next</p>", "[open](https://example.org)\n\nnext"),
        ("<a href=https://example.org><div>inside</div></a>", "[inside](https://example.org)"),
        ('<abbr title="in full">i.f.</abbr>', "i.f. (in full)"),
        ("<table><tr><th>1</th><td>2</td></tr><tr><td>3</td></tr></table>", "1 | 2\n3"),
        ("<h2>Head</h2>text<!-- <p>unseen</p> --> on<?x y?>", "Head\n\ntext on"),
        ("<p title='a > b'>c</p>", "c"),
        ("</ul></li></a></abbr>text", "text"),
    ],
)
def test_what_stays(source: str, text: str) -> None:
    assert as_text(source).text == text
    assert as_text(source).lost == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a<script>alert(1)</script>b", Rendered("ab", {"script"})),
        ("a<SCRIPT src=x>alert(1)", Rendered("a", {"script"})),
        ("<scr<script>x</script>ipt>alert(1)</script>", Rendered("<script>alert(1)", {"script"})),
        ("<style>p{}</style><p onclick='x()'>b</p>", Rendered("b", {"style"})),
        ("<svg onload=alert(1)><text>x</text></svg>y", Rendered("y", {"svg"})),
        ("<iframe src='//x'></iframe><form><input value=1>z</form>", Rendered("z", {"iframe", "form", "input"})),
        ("<a href='javascript:alert(1)'>a</a>", Rendered("a", {"link to javascript:alert(1)"})),
        ("<a href='java&#10;script:alert(1)'>a</a>", Rendered("a", {"link to java script:alert(1)"})),
        ("<a href='data:text/html,x'>a</a>", Rendered("a", {"link to data:text/html,x"})),
        ("<img src=x onerror=alert(1) alt=Cat>", Rendered("Cat", {"img"})),
        ("<img src='https://example.org/c.png' alt='Cat'>", Rendered("[Cat](https://example.org/c.png)", set(), 1)),
        ("<b>b</b>", Rendered("b", set(), 0, True)),
    ],
)
def test_what_is_left_out_is_named(source: str, found: Rendered) -> None:
    assert as_text(source) == found


@pytest.fixture
def at_most_half_a_minute() -> Iterator[None]:
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("this text keeps a worker busy"))
    signal.alarm(30)
    yield
    signal.alarm(0)


TAGS = ("<", "<!--", "<a ", '<a "', "<a '", "<b>", "<ul><li>", "</", "<script>", "<svg></svg", "<td>", "<!", "<p> ")
OTHERS = ("&", "&#", " ", "\n", "<a href", "<a href=x", "<a href=https://x.org>", "<abbr title=x>", "<img src=x>")


@pytest.mark.usefixtures("at_most_half_a_minute")
@pytest.mark.parametrize("piece", [*TAGS, *OTHERS])
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    as_text(piece * (BIG // len(piece)) + "<p>")
    as_text("<a " + piece * (BIG // len(piece)) + ">")


PIECES = (
    *TAGS,
    *OTHERS,
    "</a>",
    "</ul>",
    "<ol>",
    "<p",
    "<script",
    " href=",
    " src=",
    '"',
    "'",
    "http://",
    "x",
    ";",
    ">",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_any_mixture_is_text_afterwards(pieces: list[str]) -> None:
    found = as_text("".join(pieces))
    assert found.text == found.text.strip()
