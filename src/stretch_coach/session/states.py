"""What a person may ask in which phase of a session, as one table.

The player obeys it, and the diagram in the docs is drawn from it. What is not in the table changes nothing.
"""

from __future__ import annotations

from stretch_coach.session.events import Command, Phase

_C = Command

_JUMPS: dict[Command, Phase] = {_C.NEXT: "playing", _C.BACK: "playing", _C.AGAIN: "playing"}

TRANSITIONS: dict[Phase, dict[Command, Phase]] = {
    "waiting": {_C.STOP: "stopped"},
    "playing": {
        _C.PAUSE: "paused",
        _C.GO_ON: "playing",
        **_JUMPS,
        _C.LONGER: "playing",
        _C.HURTS: "hurt",
        _C.STOP: "stopped",
    },
    "paused": {
        _C.RESUME: "getting ready",
        _C.GO_ON: "getting ready",
        **dict.fromkeys(_JUMPS, "paused"),
        _C.LONGER: "paused",
        _C.HURTS: "hurt",
        _C.STOP: "stopped",
    },
    "getting ready": {
        _C.PAUSE: "paused",
        _C.GO_ON: "playing",
        **_JUMPS,
        _C.LONGER: "getting ready",
        _C.HURTS: "hurt",
        _C.STOP: "stopped",
    },
    "hurt": {
        _C.SKIP_IT: "playing",
        _C.EASIER: "playing",
        _C.END_HERE: "stopped",
        _C.MISTAKE: "getting ready",
        _C.STOP: "stopped",
    },
    "finished": {},
    "stopped": {},
}
"""From each phase, what each command leads to.

`getting ready` is passed over where there is nothing to get ready for: in a rest, a switch or a ready
stretch the session goes straight on. Time leads from `getting ready` to `playing`, and from `playing`
to `finished`.
"""


def mermaid() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    lines = ["stateDiagram-v2", "    [*] --> waiting", "    waiting --> playing: start"]
    for phase, moves in TRANSITIONS.items():
        by_target: dict[str, list[str]] = {}
        for command, target in moves.items():
            by_target.setdefault(target, []).append(command.value)
        lines += [
            f"    {_id(phase)} --> {_id(target)}: {', '.join(commands)}" for target, commands in by_target.items()
        ]
    lines += ["    getting_ready --> playing: 3-2-1 over", "    playing --> finished: the last second"]
    lines += ["    playing --> paused: interrupted", "    finished --> [*]", "    stopped --> [*]"]
    return "\n".join(lines) + "\n"


def _id(phase: str) -> str:
    return phase.replace(" ", "_")
