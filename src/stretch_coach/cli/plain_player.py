"""A session without a screen: lines of text as it goes, or one JSON object for each event.

The same engine, the same record and the same keys as the player screen; it reads well
with a screen reader, on a pipe, over SSH and with a dumb terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from stretch_coach.cli.inputs import PAUSE, RESUME, SWAP, Inputs
from stretch_coach.cli.terminal import wrapped
from stretch_coach.errors import drop_warning
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.runner import Runner, TimedEvent
from stretch_coach.session.breath import Rhythm
from stretch_coach.session.events import Command
from stretch_coach.session.timeline import Segment
from stretch_coach.text import duration_words, elapsed, lowered, printable

KEYS = {
    "\r": Command.GO_ON,
    "n": Command.NEXT,
    "b": Command.BACK,
    "r": Command.AGAIN,
    "l": Command.LONGER,
    "x": Command.HURTS,
    PAUSE: Command.PAUSE,
    RESUME: Command.RESUME,
}
HURT_KEYS = {
    "s": Command.SKIP_IT,
    "e": Command.EASIER,
    "q": Command.END_HERE,
    "p": Command.MISTAKE,
}
KEY_LINE = "space pause · x this hurts · n next · q end · ? all keys"
"""What is shown when a session begins on a terminal."""
WORD_LINE = (
    "Commands, one a line: pause, resume, next, back, again, longer, swap, hurts, wrong, mute, words, end, keys."
)
"""The same for a pipe."""
KEY_HELP = (
    "Keys: space pause or resume · Enter skip ahead · n next · b back · r again · l longer · x this hurts · "
    "s swap (paused) · ! something is wrong · m mute · w words · q end · ? keys. Any other key pauses."
)
HURT_HELP = "Stopped. s skip it · e easier · q end here · ! something is wrong · p pressed by mistake"
_ONE_OF_THESE = "Is it one of these? y yes · n no"
_SAID = {
    "resumed": "Resumed.",
    "get_ready": "Get ready.",
    "longer": "Five seconds longer.",
    "hurt": HURT_HELP,
    "eased": "An easier way, from here on.",
    "swapped": "Another exercise, from here on.",
    "stopped": "Ended.",
    "finished": "Done.",
}


class SwapOffers(NamedTuple):
    """What can be played in the place of an exercise, and how that is kept."""

    found: Callable[[Step], Sequence[Exercise]]
    keep: Callable[[Step, Exercise], str]
    """Gives why it could not be kept, "" as a rule."""


class Ending(NamedTuple):
    """How a session without a screen came to its end."""

    something_wrong: bool = False
    interrupted: bool = False


def play(  # noqa: PLR0913  all ends of a session on a terminal
    runner: Runner,
    inputs: Inputs,
    *,
    danger: Sequence[str],
    tell: Callable[[str], None],
    happened: Callable[[TimedEvent], None],
    swaps: SwapOffers | None = None,
) -> Ending:
    """Play to the end.

    `danger` are the danger signs, shown when something is wrong; `tell` prints a line for the user; `happened`
    is given every event; `swaps` gives and keeps what can be played in the place of an exercise.
    """
    driver = _Driver(runner, inputs, danger, tell, happened, swaps)
    try:
        return driver.run()
    except KeyboardInterrupt:
        runner.command(Command.STOP)
        driver.pass_on()
        return Ending(interrupted=True)


class _Driver:
    """The loop: wait for a key or for the next due moment, whichever comes first."""

    def __init__(  # noqa: PLR0913, PLR0917  what `play` was given
        self,
        runner: Runner,
        inputs: Inputs,
        danger: Sequence[str],
        tell: Callable[[str], None],
        happened: Callable[[TimedEvent], None],
        swaps: SwapOffers | None,
    ) -> None:
        self._swaps = swaps
        self._offered: Sequence[Exercise] = ()
        """What can be chosen by its number, while that is asked."""
        self._runner = runner
        self._inputs = inputs
        self._danger = danger
        self._tell = tell
        self._happened = happened
        self._asks_to_end = False
        self._asks_what_is_wrong = False
        self._how_to_resume = "Space resumes, q ends." if inputs.keys else "`resume` goes on, `end` ends."

    def run(self) -> Ending:
        runner = self._runner
        self._tell(KEY_LINE if self._inputs.keys else WORD_LINE)
        runner.wake = self._inputs.wake
        if self._inputs.keys:  # on a pipe the word would end it, unasked
            runner.ask_to_end = lambda: self._inputs.press("q")
        runner.start()
        self.pass_on()
        while not runner.ended:
            key = self._inputs.wait(runner.next_wake_ms() / 1000)
            runner.tick()
            if key is not None and self._press(key):
                self.pass_on()
                return Ending(something_wrong=True)
            self.pass_on()
            if warning := runner.warning():
                self._tell(warning)
                drop_warning(warning)
        return Ending()

    def pass_on(self) -> None:
        for timed in self._runner.take_events():
            self._happened(timed)
            if timed.event.name == "paused":
                self._tell(f"Paused. {self._how_to_resume}")

    def _press(self, key: str) -> bool:
        """Do what a key asks for. True: something is wrong, and the session has been ended."""
        runner = self._runner
        if self._asks_what_is_wrong:
            return self._answer_what_is_wrong(key)
        if self._asks_to_end:
            self._asks_to_end = False
            if key in ("y", "q", "\r"):
                runner.command(Command.STOP)
            else:
                self._tell(f"Still paused. {self._how_to_resume}")
        elif self._offered and self._takes_offer(key):
            pass
        elif key == "!":
            return self._something_is_wrong()
        elif runner.view().phase == "hurt":
            self._press_when_hurt(key)
        elif key == "q" and not self._inputs.keys:
            runner.command(Command.STOP)
        elif key == "q":
            runner.command(Command.PAUSE)
            self.pass_on()
            self._asks_to_end = True
            self._tell("End this session? y ends it, any other key does not.")
        else:
            self._press_when_well(key)
        return False

    def _something_is_wrong(self) -> bool:
        """Show the danger signs and ask; on a pipe, where nobody may be there to answer, a word is the answer."""
        asks = self._inputs.keys
        self._runner.command(Command.PAUSE if asks else Command.STOP)
        self.pass_on()
        for line in self._danger:
            self._tell(line)
        if asks:
            self._asks_what_is_wrong = True
            self._tell(_ONE_OF_THESE)
        return not asks

    def _answer_what_is_wrong(self, key: str) -> bool:
        """Only a clear no goes on; a yes ends the session."""
        if key == "y":
            self._runner.command(Command.STOP)
            return True
        if key == "n":
            self._asks_what_is_wrong = False
            self._tell(HURT_HELP if self._runner.view().phase == "hurt" else f"Still paused. {self._how_to_resume}")
        else:
            self._tell(_ONE_OF_THESE)
        return False

    def _offer(self) -> None:
        """Show what can be played in the place of the exercise that is paused."""
        item = self._runner.player.present_step
        if item is None or self._swaps is None or not self._runner.player.can_swap:
            self._tell(f"Pause first, in the exercise that you want to swap. {self._how_to_resume}")
            return
        self._offered = self._swaps.found(item.step)
        if not self._offered:
            self._tell(f"No other exercise like it suits you. {self._how_to_resume}")
            return
        offers = " · ".join(f"{number} {each.title}" for number, each in enumerate(self._offered, 1))
        self._tell(f"What instead, for today? {offers}. Anything else keeps {lowered(item.step.exercise.title)}.")

    def _takes_offer(self, key: str) -> bool:
        """Play the exercise of a number. False where the key is none: then nothing is swapped."""
        offered, self._offered = self._offered, ()
        item = self._runner.player.present_step
        if not (key.isdecimal() and 1 <= int(key) <= len(offered)) or item is None or self._swaps is None:
            return False
        instead = offered[int(key) - 1]
        if self._runner.swap(instead.name):
            self._tell(f"{instead.title} instead. {self._how_to_resume}")
            if error := self._swaps.keep(item.step, instead):
                self._tell(error)
        else:
            self._tell("Not now.")
        return True

    def _press_when_hurt(self, key: str) -> None:
        command = HURT_KEYS.get(key)
        if command is None or not self._runner.command(command):
            self._tell(HURT_HELP)

    def _press_when_well(self, key: str) -> None:
        runner = self._runner
        if key == " ":
            runner.toggle_pause()
        elif key == SWAP or (key == "s" and self._inputs.keys):
            self._offer()
        elif key == "m":
            self._tell("Muted." if runner.toggle_mute() else "Sound on.")
        elif key == "w":
            self._tell(f"Words: {runner.cycle_words()}.")
        elif key == "?":
            self._tell(KEY_HELP if self._inputs.keys else WORD_LINE)
        elif key in KEYS:
            if not runner.command(KEYS[key]):
                self._tell("Not now.")
        elif self._inputs.keys:
            runner.command(Command.PAUSE)
        else:
            self._tell(f"There is no command `{key}`. {WORD_LINE}")


class Narrator:
    """Turns events into lines for a person."""

    def __init__(
        self,
        tell: Callable[[str], None],
        title_of: Callable[[Segment], str],
        rhythm_of: Callable[[Segment], Rhythm | None] = lambda _: None,
    ) -> None:
        """`title_of` gives the title of what a segment plays, `rhythm_of` its paced breaths."""
        self._tell = tell
        self._title_of = title_of
        self._rhythm_of = rhythm_of

    def __call__(self, timed: TimedEvent) -> None:
        """Tell an event, if it is worth a line."""
        event = timed.event
        if event.name == "segment" and event.segment is not None:
            self._tell(f"{elapsed(event.at_ms):>6}  {self._headline(event.segment)}")
            self._tell_rhythm(event.segment)
        elif event.name == "cue" and event.cue is not None and event.cue.say:
            self._tell(f"       {event.cue.say}")
        elif event.name == "interrupted":
            away = (event.away_ms or 0) / 1000
            self._tell(f"Nobody was here for {away:.0f} seconds, so it waits. Nothing of that time counts.")
        elif event.name in _SAID:
            self._tell(_SAID[event.name])

    def _tell_rhythm(self, segment: Segment) -> None:
        """Tell a pace once a set: what is said of single breaths follows as words, and tones would flood a reader."""
        rhythm = self._rhythm_of(segment)
        if rhythm is not None and rhythm.breaths and segment.rep == 1:
            self._tell(f"       Breathe {rhythm.pacer.text()}.")

    def _headline(self, segment: Segment) -> str:
        length = duration_words(round(segment.length_ms, -3) or segment.length_ms)
        title = self._title_of(segment)
        if not segment.step:
            return f"{title}, {length}"
        side = f", {segment.side} side" if segment.side else ""
        count = f" {segment.rep}" if segment.rep and segment.kind in ("hold", "cycle") else ""
        return f"{title}{side}: {_KIND_WORDS[segment.kind]}{count}, {length}"


_KIND_WORDS = {
    "ready": "get ready",
    "move_in": "ease in",
    "hold": "hold",
    "move_out": "ease out",
    "cycle": "move",
    "rest": "rest",
    "switch": "switch sides",
    "set_rest": "rest between sets",
}


def event_row(timed: TimedEvent) -> dict[str, object]:
    """Return an event as `--events` prints it."""
    event, segment = timed.event, timed.event.segment
    row: dict[str, object] = {
        "event": event.name,
        "at_ms": event.at_ms,
        "wall_ms": timed.wall_ms,
        "segment": segment.index if segment else None,
        "step": segment.step if segment else None,
        "exercise": segment.exercise if segment else None,
        "side": segment.side if segment else None,
        "set": segment.set if segment else None,
        "rep": segment.rep if segment else None,
        "kind": segment.kind if segment else None,
    }
    if event.cue is not None:
        row["cue"] = event.cue.name
        row["say"] = event.cue.say
    if event.held_ms is not None:
        row["held_ms"] = event.held_ms
    if event.away_ms is not None:
        row["away_ms"] = event.away_ms
    return row


def to_stdout(line: str) -> None:
    """Print a line at once, on a terminal broken at spaces."""
    print(wrapped(printable(line, newlines=True), sys.stdout), flush=True)
