"""The icons that components draw: outlines on a 16 by 16 grid, always beside a word, so hidden from screen readers."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

PATHS = {
    "alert": "M8 2.2 14.6 13.5H1.4ZM8 6.3v3.4M8 11.7v.1",
    "arrow-left": "M13 8H3M7 4 3 8l4 4",
    "arrow-right": "M3 8h10M9 4l4 4-4 4",
    "calendar": "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3",
    "check": "M3 8.5 6.5 12 13 4.5",
    "clock": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 4.8V8l2.3 1.6",
    "cross": "m4 4 8 8M12 4l-8 8",
    "dot": "M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
    "download": "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11",
    "file": "M4 2h5l3 3v9H4zM9 2v3h3",
    "half": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11v11M6.2 3.5v9M4.4 5v6",
    "info": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 7.3v3.5M8 5.1v.1",
    "key": "M10.5 2.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4M8.2 7.8 2.5 13.5M4.5 11.5l1.8 1.8",
    "link": "M6.6 9.4a2.6 2.6 0 0 0 3.8 0l2.3-2.3a2.7 2.7 0 0 0-3.8-3.8l-.9.9"
    "M9.4 6.6a2.6 2.6 0 0 0-3.8 0L3.3 8.9a2.7 2.7 0 0 0 3.8 3.8l.9-.9",
    "lock": "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
    "mail": "M2 3.5h12v9H2zM2 4.5l6 4.5 6-4.5",
    "menu": "M2 4h12M2 8h12M2 12h12",
    "pencil": "M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2z",
    "plus": "M8 3v10M3 8h10",
    "print": "M4.5 6V2.5h7V6M4.5 11.5H2.5V6h11v5.5h-2M4.5 9.5h7v4h-7z",
    "search": "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4l3.3 3.3",
    "sign-out": "M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6",
    "trash": "M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9",
    "upload": "M8 10.5v-8M4.8 5.5 8 2.3l3.2 3.2M2.5 13.5h11",
    "user": "M8 2.5a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M2.8 13.7a5.2 5.2 0 0 1 10.4 0",
}


def draw(name: str) -> SafeString:
    """The icon called `name` as inline SVG, or nothing for an empty name; an unknown name is a KeyError."""
    if not name:
        return SafeString("")
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>', PATHS[name]
    )
