"""The YAML parser's complaints in our words: where the error is, what was expected, and what to write instead.

PyYAML's C parser and its pure one word the same error differently and speak of tokens and block collections; here the
complaint is read together with the line it is on.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from yaml.error import MarkedYAMLError, YAMLError

from stretch_coach.routine import yaml_hints
from stretch_coach.routine.fields import EXERCISE, ROUTINE, STEP
from stretch_coach.routine.findings import Findings
from stretch_coach.routine.format import shown
from stretch_coach.routine.yaml_hints import Spot


def explain(error: YAMLError, findings: Findings) -> None:
    """Add the one problem that `error` means to `findings`, and note from which line on nothing is to be trusted."""
    known = len(findings.problems)
    _tell(error, findings)
    if len(findings.problems) > known:  # pragma: no branch  every rule adds a problem; the next line needs one
        findings.broken_at = findings.problems[-1].line


def _tell(error: YAMLError, findings: Findings) -> None:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        _unreadable(error, findings)
        return
    mark = error.problem_mark
    begin = error.context_mark or mark
    spot = Spot(findings, mark.line, mark.column, begin.line, begin.column)
    context, problem = error.context or "", error.problem or ""
    any(tell(spot) for in_context, in_problem, tell in _RULES if in_context in context and in_problem in problem)


def _unreadable(error: YAMLError, findings: Findings) -> None:
    """Report a character the parser's reader refuses; `decode` has caught nearly all of them before."""
    position = getattr(error, "position", 0)
    before = findings.text[: position if isinstance(position, int) else 0]
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    message = "expected text, found a character that cannot be shown"
    findings.add_at((line, column, column + 1), "control-character", message, "Delete it.")


def _unclosed_quote(spot: Spot) -> bool:
    quote = spot.begin[spot.begin_column : spot.begin_column + 1]
    text = spot.begin[spot.begin_column + 1 :].strip()[:30]
    message = f"expected a closing `{quote}`, found none to the end of the file"
    end = len(spot.begin) + 1
    spot.findings.add_at(
        (spot.begin_line + 1, spot.begin_column + 1, end), "unclosed-quote", message, f"Write {quote}{text}{quote}."
    )
    return True


def _escape(spot: Spot) -> bool:
    start = spot.begin_column if spot.begin_line == spot.line else 0
    at = max(spot.source.find("\\", max(start, spot.column - 2)), start)
    found = shown(spot.source[at : at + 2])
    message = f"expected text, found {found}, which means nothing inside double quotes"
    hint = r"Write `\\` for a backslash, or use single quotes, in which a backslash is a plain character."
    spot.findings.add_at((spot.line + 1, at + 1, at + 3), "escape", message, hint)
    return True


_LONGEST = 300
"""Of a line no more is searched for what a bracket holds: nobody writes a longer one."""


def _unclosed_bracket(spot: Spot) -> bool:
    bracket = spot.begin[spot.begin_column : spot.begin_column + 1]
    braces = re.search(r"[^\[\],\"']*\{\w+\}[^\],\"']*", spot.begin[spot.begin_column :][:_LONGEST])
    if bracket == "[" and braces:
        message = f"expected text, found {shown(braces[0].strip())}, whose braces YAML takes for fields"
        begin = spot.begin_column + braces.start() + len(braces[0]) - len(braces[0].lstrip())
        place = (spot.begin_line + 1, begin + 1, begin + len(braces[0].strip()) + 1)
        spot.findings.add_at(place, "braces", message, f'Put the text in quotes: "{braces[0].strip()[:60]}".')
        return True
    closing = "]" if bracket == "[" else "}"
    example = "[first, second]" if bracket == "[" else "{hold: 5s, reps: 2}"
    message = f"expected `{closing}` to close this `{bracket}`, or a comma between its parts, found neither"
    inside = spot.begin[spot.begin_column :].partition(" #")[0].rstrip(" ,")
    if len(inside) > 1 and not set(inside[1:]) & set("[]{}"):
        example = inside[:40] + closing
    hint = f"Write it like `{example}`; text that begins with `{bracket}` needs quotes."
    end = len(spot.begin.rstrip()) + 1
    spot.findings.add_at((spot.begin_line + 1, spot.begin_column + 1, end), "unclosed-bracket", message, hint)
    return True


def _open_at_the_end(spot: Spot) -> bool:
    """Report the last bracket of a text that ends right after it."""
    lines = spot.findings.lines
    last = max(index for index, line in enumerate(lines) if line.strip() or not index)
    column = max(lines[last].rfind("["), lines[last].rfind("{"))
    if spot.line < last or column < 0:
        return False
    return _unclosed_bracket(spot._replace(begin_line=last, begin_column=column))


def _stray_bracket(spot: Spot) -> bool:
    found = spot.source[spot.column : spot.column + 1]
    if found not in {"]", "}"}:
        return False
    message = f"expected the end of the line, found `{found}` with nothing to close"
    hint = "Take it out, or put the text in quotes."
    spot.findings.add_at((spot.line + 1, spot.column + 1, spot.column + 2), "stray-bracket", message, hint)
    return True


def _first_character(spot: Spot) -> bool:
    found = spot.begin[spot.begin_column : spot.begin_column + 1]
    found = "a back-tick" if found == "`" else "a tab" if found == "\t" else f"`{found}`"
    message = f"expected text, found {found}, with which plain text cannot begin"
    text = spot.begin[spot.begin_column :].strip()
    hint = f'Put the text in quotes: "{text[:40]}".'
    if text.startswith(("* ", "+ ")) and not spot.begin[: spot.begin_column].strip():
        hint = f"Write `- {text[2:42]}`: the lines of a list begin with a dash."
    column = spot.begin_column + 1
    spot.findings.add_at((spot.begin_line + 1, column, column + 1), "first-character", message, hint)
    return True


def _block_text(spot: Spot) -> bool:
    found = spot.begin[spot.begin_column :]
    message = f"expected text, found {shown(found)}"
    hint = "Text that begins with `|` or `>` needs quotes."
    end = len(spot.begin) + 1
    spot.findings.add_at((spot.begin_line + 1, spot.begin_column + 1, end), "block-text", message, hint)
    return True


def _directive(spot: Spot) -> bool:
    line = spot.line if spot.source.startswith("%") else spot.begin_line
    source = spot.at(line)
    message = f"expected plain fields, found {shown(source.strip())}"
    hint = "Take out the lines that begin with `%`; none is needed."
    spot.findings.add_at((line + 1, 1, len(source) + 1), "directive", message, hint)
    return True


def _second_colon(spot: Spot) -> bool:
    """Report a second colon on a line that has its field's already: `title: Cat: cow`."""
    head = spot.source[: spot.column].lstrip("- ")
    if ": " not in head:
        return False
    key, _, value = spot.source.partition(": ")
    if _second_field(spot, key.strip(" -")):
        return True
    if spot.column == len(spot.source.rstrip()) - 1:
        value = value.rstrip(" :")
        hint = f"Write `{key.strip(' -')}: {value[:40]}`."
    else:
        hint = f'Put the value in quotes: "{value.strip()[:40]}".'
    message = f"expected one colon between {shown(key.strip(' -'))} and its value, found a second"
    spot.findings.add_at((spot.line + 1, spot.column + 1, spot.column + 2), "colon-in-text", message, hint)
    return True


def _second_field(spot: Spot, key: str) -> bool:
    """Report two fields on one line: `hold: 5s, reps: 3`. In a text, `say: Hold: three breaths`, it is none."""
    name = spot.source[: spot.column].rpartition(" ")[2]
    table = next((table for table in (STEP, EXERCISE, ROUTINE) if {key, name} <= table.fields.keys()), None)
    if table is None or table.fields[key].shape.expected == "text":
        return False
    begin = spot.column - len(name)
    message = f"expected one field on a line, found a second, {shown(name)}"
    hint = f"Put `{spot.source[begin:].strip()[:40]}` on its own line below it."
    spot.findings.add_at((spot.line + 1, begin + 1, spot.column + 1), "two-fields", message, hint)
    return True


def _missing_space(spot: Spot) -> bool:
    """Report a lost space after the colon of the line before: `title:Loosen`."""
    before = spot.at(spot.line - 1)
    name, colon, rest = before.strip(" -").partition(":")
    if not colon or not rest or rest.startswith(" ") or " " in name:
        return False
    column = before.index(":") + 1
    message = f"expected a space after the colon of `{name[:40]}`, found {shown(rest[:1])}"
    hint = f"Write `{name[:30]}: {rest.strip()[:30]}`."
    spot.findings.add_at((spot.line, column, column + 1), "missing-space", message, hint)
    return True


def _line_before_without_colon(spot: Spot) -> bool:
    before = spot.at(spot.line - 1)
    if not before.strip() or ":" in before or before.lstrip().startswith("#"):
        return False
    return _missing_colon(spot._replace(begin_line=spot.line - 1, begin_column=len(before) - len(before.lstrip())))


def _fields(*, of_words: bool = False) -> set[str]:
    """Return the names of all fields, or of those that hold words."""
    fields = (field for table in (ROUTINE, STEP, EXERCISE) for field in table.fields.values())
    return {field.name for field in fields if not of_words or field.shape.expected == "text"}


def _goes_on(spot: Spot) -> bool:
    """Tell whether the line above is a field with words, in the same column: its text may go on here."""
    above = spot.at(spot.begin_line - 1)
    column = len(above) - len(above.lstrip(" -"))
    at_margin = column == len(spot.begin) - len(spot.begin.lstrip())
    return at_margin and above[column:].partition(": ")[0] in _fields(of_words=True)


_COLONS = "=\uff1a\ufe55\ua789"
"""What people type for a colon: an equals sign, and the colons of other scripts."""


def _missing_colon(spot: Spot) -> bool:
    source = spot.begin
    if _missing_space(spot._replace(line=spot.begin_line + 1)):
        return True
    found = source[spot.begin_column :].strip(" -")
    near = found.partition(" ")[0] + found.partition(" ")[2][:1]
    key, _, value = found.partition(next((mark for mark in _COLONS if mark in near), " "))
    example = f"`{key.strip()[:30]}: {value.strip()[:30]}`" if value.strip() else f"`{key[:30]}:` and its value"
    rest = source[spot.begin_column :]
    begin = spot.begin_column + len(rest) - len(rest.lstrip(" -"))
    message = f"expected a field, a colon and a value, found {shown(found)}"
    hint = f"Write {example}."
    if key.strip() not in _fields() and _goes_on(spot):
        hint = "Put two more spaces before it, if it goes on with the text above."
    end = len(source.rstrip()) + 1
    spot.findings.add_at((spot.begin_line + 1, begin + 1, end), "missing-colon", message, hint)
    return True


def _text_after_end(spot: Spot) -> bool:
    """Report text after a closing quote or bracket: `'it's gentle'`, `[gentle] floor work`."""
    before = spot.source[: spot.column].rstrip()[-1:]
    if before not in {"'", '"', "]", "}"} or not spot.source[: spot.column].strip():
        return False
    value = (spot.source.partition(": ")[2] or spot.source.strip().removeprefix("- ")).strip()
    found = spot.source[spot.column :].strip()
    quote = "'" if '"' in value else '"'
    message = f"expected the end of the line after the closing `{before}`, found {shown(found)}"
    inner = value[1:-1] if value[:1] == value[-1:] and before in {"'", '"'} else value
    hint = f"Put the whole text in quotes: {quote}{inner[:40]}{quote}."
    if found == ",":
        hint = "Take the comma out: each field has its own line."
    elif "->" in found:
        name = spot.source.partition(": ")[0].strip(" -")
        hint = f"Write `{name}: {value.replace(before, '')[:40]}`, without quotes."
    end = len(spot.source.rstrip()) + 1
    spot.findings.add_at((spot.line + 1, spot.column + 1, end), "text-after-end", message, hint)
    return True


def _anything_else(spot: Spot) -> bool:
    message = f"expected a field, a `-` or text, found {shown(spot.source[spot.column :].strip())}"
    hint = "Compare the line with the ones above it."
    spot.findings.add_at((spot.line + 1, spot.column + 1, spot.column + 2), "bad-syntax", message, hint)
    return True


_RULES: tuple[tuple[str, str, Callable[[Spot], bool]], ...] = (
    ("quoted scalar", "end of stream", _unclosed_quote),
    ("quoted scalar", "document separator", _unclosed_quote),
    ("quoted scalar", "document indicator", _unclosed_quote),
    ("quoted scalar", "escape", _escape),
    ("quoted scalar", "hexadecimal", _escape),
    ("quoted scalar", "hexdecimal", _escape),
    ("", "", yaml_hints.tab),
    ("", "", yaml_hints.unfinished_merge),
    ("", "", yaml_hints.bullet),
    ("", "", yaml_hints.dash_without_space),
    ("flow sequence", "", _unclosed_bracket),
    ("flow mapping", "", _unclosed_bracket),
    ("", "cannot start any token", _first_character),
    ("", "mapping values are not allowed", _second_colon),
    ("", "mapping values are not allowed", _missing_space),
    ("", "mapping values are not allowed", _line_before_without_colon),
    ("", "mapping values are not allowed", yaml_hints.too_far_right),
    ("", "sequence entries are not allowed", yaml_hints.dash_on_key_line),
    ("", "could not find expected ':'", yaml_hints.block_not_further_in),
    ("", "could not find expected ':'", _missing_colon),
    ("block scalar", "", _block_text),
    ("", "mapping keys are not allowed", _first_character),
    ("directive", "", _directive),
    ("", "incompatible", _directive),
    ("", "directive", _directive),
    ("anchor", "", _first_character),
    ("alias", "", _first_character),
    ("tag", "", _first_character),
    ("", "", _stray_bracket),
    ("block", "", _text_after_end),
    ("", "document start", _text_after_end),
    ("block collection", "", yaml_hints.missing_dash),
    ("block sequence", "", yaml_hints.missing_dash),
    ("block", "", yaml_hints.out_of_step),
    ("", "document start", yaml_hints.out_of_step),
    ("", "", _open_at_the_end),
    ("", "", _anything_else),
)
"""Words of the parser's context, words of its problem, and what reports it; the first that finds something does."""
