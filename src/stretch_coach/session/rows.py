"""A timeline as rows for other programs and as text for people."""

from __future__ import annotations

from stretch_coach.session.timeline import Cue, Segment, Timeline
from stretch_coach.text import offset

_KINDS = {
    "ready": "get ready",
    "move_in": "move in",
    "hold": "hold",
    "move_out": "come back",
    "cycle": "round",
    "rest": "rest",
    "switch": "change sides",
    "set_rest": "rest between sets",
}
_KIND_WIDTH = max(map(len, _KINDS.values()))


def timeline_rows(timeline: Timeline) -> list[dict[str, object]]:
    """One row a segment, in order, as `timeline --format json` prints them. Offsets in ms from the start."""
    return [
        {
            "segment": segment.index,
            "start_ms": segment.start_ms,
            "end_ms": segment.end_ms,
            "kind": segment.kind,
            "step": segment.step,
            "exercise": segment.exercise,
            "side": segment.side,
            "set": segment.set,
            "rep": segment.rep,
            "range": segment.range,
            "say": segment.say,
            "cues": [{"at_ms": cue.at_ms, "name": cue.name, "say": cue.say} for cue in segment.cues],
        }
        for segment in timeline.segments
    ]


def timeline_text(timeline: Timeline) -> str:
    """One line a segment: when, what, which exercise, side, set and rep; beneath it every sentence that is spoken."""
    lines: list[str] = []
    for segment in timeline.segments:
        parts = (_title(timeline, segment), segment.side or "", *_counts(timeline, segment))
        what = ", ".join(part for part in parts if part)
        kind = _KINDS[segment.kind] if segment.step else "the end"
        lines.append(f"{offset(segment.start_ms):>6}  {kind:<{_KIND_WIDTH}}  {what}".rstrip())
        lines += [_spoken(cue) for cue in segment.cues if cue.name == "words"]
    if lines:
        lines.append(f"{offset(timeline.total_ms):>6}  done")
    return "".join(f"{line}\n" for line in lines)


def _spoken(cue: Cue) -> str:
    return f"{offset(cue.at_ms):>6}  {'':<{_KIND_WIDTH}}  “{cue.say}”"


def _title(timeline: Timeline, segment: Segment) -> str:
    return timeline.prescribed_at(segment).step.exercise.title if segment.exercise else ""


def _counts(timeline: Timeline, segment: Segment) -> list[str]:
    """Which set and rep, where there are several."""
    if segment.exercise is None or segment.kind == "ready":
        return []
    dose = timeline.prescribed_at(segment).dose
    return [
        f"{name} {n} of {most}"
        for name, n, most in ((("set", segment.set, dose.sets), ("rep", segment.rep, dose.reps)) if dose else ())
        if most > 1 and not (name == "rep" and segment.kind == "set_rest")
    ]
