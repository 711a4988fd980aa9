"""The parser's complaints in our words: where the slip is, what was expected, and what to write instead.

Called by `nodes` when the parser gives up. PyYAML's C parser and its pure one word the same mistake differently and
speak of tokens and block collections; here the complaint is read together with the line it stands on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.error import MarkedYAMLError

from stretch_coach.routine.findings import shown

if TYPE_CHECKING:
    from yaml.error import YAMLError

    from stretch_coach.routine.findings import Findings


def explain(error: YAMLError, findings: Findings) -> None:
    """Add the one problem that `error` means to `findings`."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        _unreadable(error, findings)
        return
    problem = error.problem or ""
    context = error.context or ""
    mark = error.problem_mark
    begin = error.context_mark or mark
    line, column = mark.line, mark.column
    source = findings.lines[line] if line < len(findings.lines) else ""

    if "quoted scalar" in context and ("end of stream" in problem or "document separator" in problem):
        _unclosed_quote(begin.line, begin.column, findings)
    elif "escape" in problem or "hexadecimal" in problem or "expected escape sequence" in problem:
        _escape(begin.line, begin.column, line, findings)
    elif _tab(line, findings):
        pass
    elif "flow sequence" in context or "flow mapping" in context:
        _unclosed_bracket(begin.line, begin.column, findings)
    elif "cannot start any token" in problem:
        _first_character(line, column, source, findings)
    elif "mapping values are not allowed" in problem:
        _colon(line, column, source, findings)
    elif "sequence entries are not allowed" in problem:
        findings.at(line + 1, column + 1, column + 2, "dash-on-key-line",
                    "expected a value beside its field, found the `-` of a list",
                    "Put each `-` on a line of its own below the field, or write the list as `[one, two]`.")  # fmt: skip
    elif "could not find expected ':'" in problem:
        _missing_colon(begin.line, begin.column, findings)
    elif "block scalar" in context:
        findings.at(begin.line + 1, begin.column + 1, len(findings.lines[begin.line]) + 1, "block-text",
                    f"expected text, found {shown(findings.lines[begin.line][begin.column :])}",
                    "Text that begins with `|` or `>` needs quotes.")  # fmt: skip
    elif "block collection" in context or "block mapping" in context or "document start" in problem:
        _out_of_step(begin.column, line, column, source, findings)
    elif "mapping keys are not allowed" in problem:
        _first_character(line, column, source, findings)
    elif "incompatible" in problem or "directive" in context or "directive" in problem:
        findings.at(line + 1, 1, len(source) + 1, "directive",
                    f"expected plain fields, found {shown(source.strip())}",
                    "Take out the lines that begin with `%`; none is needed.")  # fmt: skip
    elif "anchor" in context or "alias" in context:
        _first_character(begin.line, begin.column, findings.lines[begin.line], findings)
    elif "tag" in context:
        _first_character(begin.line, begin.column, findings.lines[begin.line], findings)
    elif source[column : column + 1] in {"]", "}"}:
        _stray_bracket(line, column, source, findings)
    else:
        findings.at(line + 1, column + 1, column + 2, "bad-syntax",
                    f"expected a field, a `-` or text, found {shown(source[column:].strip())}",
                    "Compare the line with the ones above it.")  # fmt: skip


def _unreadable(error: YAMLError, findings: Findings) -> None:
    """Report a character the parser's reader refuses; the decoder has caught nearly all of them before."""
    position = getattr(error, "position", 0)
    before = findings.text[: position if isinstance(position, int) else 0]
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    findings.at(line, column, column + 1, "control-character",
                "expected text, found a character that cannot be shown", "Delete it.")  # fmt: skip


def _tab(line: int, findings: Findings) -> bool:
    """Report a tab among the leading blanks of the line, or of the one before, where the parser often stumbles late."""
    for index in (line, line - 1):
        source = findings.lines[index] if 0 <= index < len(findings.lines) else ""
        blanks = source[: len(source) - len(source.lstrip())]
        if "\t" in blanks and source.strip():
            at = blanks.index("\t")
            findings.at(index + 1, at + 1, len(blanks) + 1, "tab",
                        "expected spaces at the beginning of the line, found a tab",
                        "Use two spaces for each level; most editors can turn tabs into spaces.")  # fmt: skip
            return True
    return False


def _unclosed_quote(line: int, column: int, findings: Findings) -> None:
    source = findings.lines[line]
    quote = source[column : column + 1]
    findings.at(line + 1, column + 1, len(source) + 1, "unclosed-quote",
                f"expected a closing `{quote}` on this line, found none",
                f"Write {quote}{source[column + 1 :].strip()[:30]}{quote}.")  # fmt: skip


def _unclosed_bracket(line: int, column: int, findings: Findings) -> None:
    source = findings.lines[line]
    bracket = source[column : column + 1]
    closing = "]" if bracket == "[" else "}"
    example = "`[first, second]`" if bracket == "[" else "`{hold: 5s, reps: 2}`"
    findings.at(line + 1, column + 1, len(source.rstrip()) + 1, "unclosed-bracket",
                f"expected `{closing}` to close this `{bracket}`, or a comma between its parts, found neither",
                f"Write it like {example}; text that begins with `{bracket}` needs quotes.")  # fmt: skip


def _stray_bracket(line: int, column: int, source: str, findings: Findings) -> None:
    findings.at(line + 1, column + 1, column + 2, "stray-bracket",
                f"expected the end of the line, found `{source[column]}` with nothing to close",
                "Take it out, or put the text in quotes.")  # fmt: skip


def _first_character(line: int, column: int, source: str, findings: Findings) -> None:
    found = source[column : column + 1]
    findings.at(line + 1, column + 1, column + 2, "first-character",
                f"expected text, found `{found}`, with which plain text cannot begin",
                f'Put the text in quotes: "{source[column:].strip()[:40]}".')  # fmt: skip


def _escape(line: int, column: int, error_line: int, findings: Findings) -> None:
    source = findings.lines[error_line]
    at = source.find("\\", column if error_line == line else 0)
    at = max(at, 0)
    findings.at(error_line + 1, at + 1, at + 3, "escape",
                f"expected text, found {shown(source[at : at + 2])}, which means nothing inside double quotes",
                "Write `\\\\` for a backslash, or use single quotes, in which a backslash is a plain character.")  # fmt: skip


def _colon(line: int, column: int, source: str, findings: Findings) -> None:
    """Tell apart the three ways to a colon too many: in the text, after a wrong indent, after a lost space above."""
    head = source[:column]
    before = findings.lines[line - 1] if line else ""
    if ": " in head.lstrip("- "):
        key, _, value = source.partition(": ")
        begin = len(key) + 2
        findings.at(line + 1, column + 1, column + 2, "colon-in-text",
                    f"expected one colon between {shown(key.strip(' -'))} and its value, found a second",
                    f'Put the value in quotes: "{source[begin:].strip()[:40]}".')  # fmt: skip
        return
    name, colon, rest = before.strip(" -").partition(":")
    if colon and rest and not rest.startswith(" ") and " " not in name:
        at = before.index(":")
        findings.at(line, at + 1, at + 2, "missing-space",
                    f"expected a space after the colon of `{name[:40]}`, found {shown(rest[:1])}",
                    f"Write `{name[:30]}: {rest.strip()[:30]}`.")  # fmt: skip
        return
    indent = len(source) - len(source.lstrip())
    if before.strip() and not colon:
        _missing_colon(line - 1, len(before) - len(before.lstrip()), findings)
        return
    wanted = _text_begin(before)
    findings.at(line + 1, 1, indent + 1, "indent",
                f"expected {shown(source.strip().partition(':')[0])} {_under(wanted)}, found it {_column(indent)}",
                "The fields of one thing begin in the same column.")  # fmt: skip


def _missing_colon(line: int, column: int, findings: Findings) -> None:
    source = findings.lines[line]
    found = source[column:].strip(" -")
    key, _, value = found.partition(" ")
    if value and "=" in key + value[:2]:
        key, _, value = found.partition("=")
    example = f"`{key.strip()[:30]}: {value.strip()[:30]}`" if value else f"`{key[:30]}:` and its value"
    begin = column + len(source[column:]) - len(source[column:].lstrip(" -"))
    findings.at(line + 1, begin + 1, len(source.rstrip()) + 1, "missing-colon",
                f"expected a field, a colon and a value, found {shown(found)}", f"Write {example}.")  # fmt: skip


def _out_of_step(begin: int, line: int, column: int, source: str, findings: Findings) -> None:
    """Tell apart what makes a list or a mapping break off: a stray character, a lost dash, or an indent of its own."""
    indent = len(source) - len(source.lstrip())
    found = source[column : column + 1]
    if found in {"]", "}"}:
        _stray_bracket(line, column, source, findings)
        return
    if column > indent and source[:column].rstrip().endswith(("'", '"')):
        key, _, value = source.partition(": ")
        other = "'" if '"' in value else '"'
        findings.at(line + 1, column + 1, len(source.rstrip()) + 1, "text-after-quote",
                    f"expected the end of the line after the closing quote, found {shown(source[column:].strip())}",
                    f"Put the whole text in quotes of the other kind: {other}…{other}.")  # fmt: skip
        return
    name = source.strip().partition(":")[0]
    if indent == begin and not source.lstrip().startswith("-"):
        findings.at(line + 1, indent + 1, len(source.rstrip()) + 1, "missing-dash",
                    f"expected `- ` before the next thing of the list, found {shown(name)}",
                    f"Write `- {source.strip()[:40]}`, or begin the line further left if it is no part of the list.")  # fmt: skip
        return
    findings.at(line + 1, 1, max(indent, 1) + 1, "indent",
                f"expected {shown(name)} {_under(begin)}, found it {_column(indent)}",
                "The fields of one thing, and the dashes of one list, begin in the same column.")  # fmt: skip


def _text_begin(line: str) -> int:
    """Return the column, from 0, at which the first word of a line begins, past the dashes of a list."""
    return len(line) - len(line.lstrip(" -"))


def _column(index: int) -> str:
    return f"in column {index + 1}"


def _under(index: int) -> str:
    return f"to begin in column {index + 1}, as the lines above it do"
