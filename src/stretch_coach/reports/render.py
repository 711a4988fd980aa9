"""Fills the templates of this package; whatever a user wrote is escaped for the form it is in."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_html(template: str, /, **values: object) -> str:
    """Return a page of HTML from `templates/TEMPLATE.html.j2`. A `Markup` is taken as it is, all else is escaped."""
    return _environment(html=True).get_template(f"{template}.html.j2").render(values)


def as_markdown(template: str, /, **values: object) -> str:
    """Return a page of Markdown from `templates/TEMPLATE.md.j2`, without blank lines that nothing needs."""
    text = _environment(html=False).get_template(f"{template}.md.j2").render(values)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", text)).strip() + "\n"


@cache
def _environment(*, html: bool) -> Environment:
    return Environment(
        loader=PackageLoader("stretch_coach.reports"),
        autoescape=html,  # noqa: S701  Markdown has its own escape
        finalize=None if html else _for_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _for_markdown(value: object) -> object:
    """Return a value so that nothing in it is taken for Markdown, on one line."""
    if isinstance(value, Markup | int):
        return value
    return _MARKS.sub(r"\\\1", " ".join(str(value).split()))
