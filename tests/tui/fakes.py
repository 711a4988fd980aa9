"""A coach and a runner for the tests of the screens: the real Player on a clock that the test moves."""

# ruff: noqa: E501  rows of example data read better whole

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from tests.tui.fake_history import FakeHistory
from tests.tui.fake_library import FakeLibrary

from stretch_coach.data import data_path
from stretch_coach.errors import StorageError
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, RangeMark, RestStep, Routine, Step
from stretch_coach.routine.problem import Problem
from stretch_coach.routine.store import Shelf
from stretch_coach.session import words
from stretch_coach.session.events import Command
from stretch_coach.session.player import Player
from stretch_coach.session.script import build_timeline
from stretch_coach.session.view import player_view
from stretch_coach.settings_views import SettingRow, SettingsView
from stretch_coach.values import replace
from stretch_coach.wiring_views import (
    BrokenCard,
    Choice,
    DayCell,
    DetailsView,
    LockView,
    NextTimeView,
    PlanStep,
    PlanView,
    PlayOptions,
    RatingView,
    ReadyView,
    RoutineCard,
    SafetyAnswers,
    SafetyView,
    SessionSummary,
    StepRow,
    StreakView,
    SummaryStep,
    TodayView,
    UnfinishedView,
    WhatIf,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from stretch_coach.record.lines import Felt
    from stretch_coach.routine.dose import Sides
    from stretch_coach.routine.model import Kind
    from stretch_coach.session.events import Event, PlayerView
    from stretch_coach.session.timeline import SegmentKind
    from stretch_coach.settings_views import Kind as SettingKind
    from stretch_coach.wiring_views import DayState

TODAY = date(2026, 11, 22)


def exercise(name: str, title: str, *do: str, sides: Sides = "none", kind: Kind = "stretch") -> Exercise:
    """Make an exercise with a cap of a minute."""
    return Exercise(
        name=name,
        title=title,
        kind=kind,
        position="on your back, knees bent, feet flat",
        do=do,
        breathe="Breathe out as you move in; breathe easily while you hold.",
        cue=(RangeMark(50, "half way to the first clear pull"), RangeMark(100, "the first comfortable pull")),
        errors=("Yanking", "Lifting the head"),
        avoid=("osteoporosis",),
        caps=Caps(60_000, 10, 3),
        sides=sides,
        sources=("Mayo Clinic, back exercises",),
    )


def step(exercise: Exercise, start: Dose, target: Dose, **more: int) -> Step:
    """Make a step of a routine."""
    return Step(
        id=exercise.name,
        exercise=exercise,
        start=start,
        target=target,
        sides=exercise.sides,
        rest_ms=more.get("rest_ms", 5000),
        set_rest_ms=more.get("set_rest_ms", 30_000),
        from_day=more.get("from_day", 1),
    )


TILT = exercise("pelvic-tilt", "Pelvic tilt", "Flatten your low back into the floor.", "Hold it lightly.")
KNEE = exercise(
    "knee-to-chest", "Knee to chest", "Hold behind one thigh.", "Draw the knee in until you feel the first pull.", sides="each"
)  # fmt: skip
KNEE = replace(
    KNEE,
    figure={
        "props": ["mat"],
        "trace": ["near_knee 7"],
        "start": {
            "at": "0 5.6", "back": "180 180", "head": "175 95", "arm": "-4 0 0",
            "near_leg": "407 295 0", "far_leg": "402 302 0",
        },
        "hold": {"arm": "382 429 404", "near_leg": "130 -6 15"},
    },
)  # fmt: skip
BRIDGE = exercise(
    "hip-bridge", "Hip bridge", "Squeeze your buttocks.", "Lift until shoulders, hips and knees line up.", kind="isometric"
)  # fmt: skip
DOG = exercise(
    "bird-dog", "Bird dog", "Reach one leg back low, and the opposite arm forward.", sides="alternate", kind="isometric"
)  # fmt: skip
SEATED = exercise("seated-twist", "Seated twist", "Grow tall, then turn your ribs and your head.", sides="each")
LYING = exercise("lying-twist", "Lying twist", "Let both knees drift to one side.", sides="each")

BASICS = Routine(
    name="basics",
    title="Basics",
    about="Five plain exercises after a short warm-up, for a back that wants looking after.",
    cautions=("osteoporosis",),
    path="routines/basics.stretch.yaml",
    steps=(
        step(TILT, Dose(3000, 5, 1, 100), Dose(5000, 10, 1, 100)),
        step(KNEE, Dose(5000, 2, 1, 50), Dose(30_000, 3, 1, 100)),
        step(BRIDGE, Dose(3000, 5, 2, 100), Dose(5000, 10, 3, 100)),
        RestStep("rest", 15_000),
        step(DOG, Dose(3000, 4, 1, 100), Dose(10_000, 6, 2, 100)),
        step(SEATED, Dose(3000, 3, 1, 30), Dose(15_000, 4, 1, 100)),
        step(LYING, Dose(2000, 3, 1, 30), Dose(10_000, 5, 1, 100)),
    ),
)
REASONS = (
    "5 s × 5: one step up after a good day on Friday.",
    "10 s × 2 at 60 %: held a little longer after a good day on Friday.",
    "the same again: Friday felt hard.",
    "where everybody starts.",
    "a day of rest for it: it hurt on Saturday.",
    "4 s × 3 at 40 %: away since Tuesday, so an earlier step today.",
)


def basics_today() -> Prescription:
    """Return the prescription of the fake day: five steps due, one resting."""
    doses = (
        Dose(5000, 5, 1, 100),
        Dose(10_000, 2, 1, 60),
        Dose(3000, 5, 2, 100),
        Dose(3000, 4, 1, 100),
        None,
        Dose(4000, 3, 1, 40),
    )
    steps: list[PrescribedStep | RestStep] = []
    number = 0
    for one in BASICS.steps:
        if isinstance(one, RestStep):
            steps.append(one)
            continue
        dose = doses[number]
        steps.append(PrescribedStep(one, dose, "due" if dose else "rest", number, 13, REASONS[number]))
        number += 1
    return Prescription(BASICS, tuple(steps))


def row(prescribed: PrescribedStep) -> StepRow:
    """Turn a prescribed step into a row of a screen."""
    share = words.range_words(prescribed.step.exercise, prescribed.dose.range) if prescribed.dose else ""
    return StepRow(
        prescribed.step.id,
        prescribed.step.exercise.title,
        prescribed.step.sides,
        prescribed.dose,
        prescribed.state,
        share,
        prescribed.reason,
    )


def rows(prescription: Prescription) -> tuple[StepRow, ...]:
    """Turn a prescription into the rows of a screen."""
    return tuple(row(one) for one in prescription.steps if isinstance(one, PrescribedStep))


def moment(kind: SegmentKind, *, step: str = "", into_ms: int = 500) -> int:
    """Return when the first stretch of a kind is under way in the fake session."""
    segments = build_timeline(basics_today()).segments
    return next(s.start_ms for s in segments if s.kind == kind and step in ("", s.step)) + into_ms


class Clock:
    """Milliseconds that only move when told to."""

    def __init__(self) -> None:
        self.ms = 0

    def __call__(self) -> int:
        """Return now."""
        return self.ms


class FakeRunner:
    """The runner's part without sound and record: a real Player and the clock that is given."""

    def __init__(self, now: Callable[[], int], prescription: Prescription | None = None) -> None:
        self.now = now
        self.player = Player(build_timeline(prescription or basics_today()))
        self.commands: list[Command] = []
        self.closed = False
        self.said = ""
        self.spoken: list[str] = []
        self._base = 0
        self._muted = False
        self._words = 0

    def _time(self) -> int:
        return self.now() - self._base

    def start(self) -> tuple[Event, ...]:
        """Begin."""
        self._base = self.now()
        return self.player.start(0)

    def tick(self) -> tuple[Event, ...]:
        """Advance to now."""
        return self.player.advance(self._time())

    def next_wake_ms(self) -> int:
        """Return the time to the next second of the countdown or the next event."""
        if self.player.phase not in ("playing", "getting ready"):
            return 60_000
        edge = self.player.remaining_ms % 1000 or 1000
        due = self.player.next_due()
        return min(edge, due - self.player.now if due is not None else edge)

    def view(self) -> PlayerView:
        """Show where the player stands."""
        return player_view(self.player)

    def command(self, command: Command) -> bool:
        """Pass a command on."""
        self.commands.append(command)
        reply = self.player.command(command, self._time())
        return reply.accepted

    def toggle_pause(self) -> None:
        """Pause or resume."""
        playing = self.player.phase in ("playing", "getting ready")
        self.command(Command.PAUSE if playing else Command.RESUME)

    def toggle_mute(self) -> bool:
        """Mute or unmute."""
        self._muted = not self._muted
        return self._muted

    def cycle_words(self) -> str:
        """Change the words."""
        self._words = (self._words + 1) % 3
        return ("full", "brief", "tones")[self._words]

    def say(self, sentence: str) -> None:
        """Remember what was said beside the timeline."""
        self.spoken.append(sentence)

    def trouble(self) -> str:
        """Say what a test wants said, once."""
        said, self.said = self.said, ""
        return said

    def summary(self) -> SessionSummary:
        """Return a session done in part."""
        finished = self.player.phase == "finished"
        return SessionSummary(
            session_id="s1",
            name="basics",
            title="Basics",
            status="done" if finished else "stopped",
            planned_ms=133_000,
            held_ms=128_000 if finished else 40_000,
            steps=(
                SummaryStep("Pelvic tilt", 25_000, 25_000, "done"),
                SummaryStep("Knee to chest", 40_000, 40_000 if finished else 15_000, "done" if finished else "partial"),
                SummaryStep("Hip bridge", 30_000, 30_000 if finished else 0, "done" if finished else "skipped"),
                SummaryStep("Bird dog", 24_000, 19_000 if finished else 0, "hurt" if finished else "skipped"),
                SummaryStep("Lying twist", 24_000, 24_000 if finished else 0, "eased" if finished else "skipped"),
            ),
            rehearsal=False,
        )

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True


STREAK = StreakView(streak=12, longest=31, score=0.58, grace_left=1, grace=2, safe_until=TODAY + timedelta(days=1))
STATES: tuple[DayState, ...] = (
    "done", "done", "rest", "done", "missed", "done", "done", "done", "excused", "done", "partial", "done", "done", "pending",
)  # fmt: skip


def today_view() -> TodayView:
    """Return an ordinary Today, half-way through a fortnight of habit."""
    return TodayView(
        day=TODAY,
        routines=(
            RoutineCard(
                "basics", "Basics", BASICS.about, 9,
                ("Pelvic tilt", "Knee to chest", "Hip bridge", "Bird dog", "Lying twist"), "daily", followed=True, state="due",
            ),
            RoutineCard("evening", "Evening", "To wind down before bed.", 12, ("Lying twist", "Calm breathing"), "mon, wed, fri", followed=True, state="not due"),
            RoutineCard("relief", "Relief", "For a bad day: rest, breathing and a short walk.", 9, ("Calm breathing", "90/90 rest", "Walking"), "daily", followed=False, state="not due"),
            RoutineCard("loosen", "Loosen", "Gentle floor routine for a back that has seized up.", 11, ("Cat and camel", "Knee to chest"), "daily", followed=False, state="not due"),
            RoutineCard("desk", "Desk", "Between two meetings, on a chair.", 5, ("Seated twist", "Shoulder rolls", "Walking"), "daily", followed=False, state="done"),
        ),
        broken=(
            BrokenCard(
                "mine",
                Problem("routines/mine.stretch.yaml", 7, 11, 15, "error", "bad-duration", 'expected a duration, found "[long]"', "for example 30s"),
                2,
            ),
        ),
        streak=STREAK,
        days=tuple(
            DayCell(TODAY - timedelta(days=13 - i), state, 9 if state == "done" else 4 if state == "partial" else 0)
            for i, state in enumerate(STATES)
        ),
        week_minutes=47,
        tip="Lying on your side? A pillow between bent knees keeps the back level.",
    )  # fmt: skip


class FakeSettings:
    """One setting of each kind; `refuse` makes the next change fail."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | int | bool | None] = {
            ("ui", "theme"): "dark",
            ("ui", "animations"): True,
            ("sound", "tones"): 80,
            ("sound", "words"): None,
            ("safety", "emergency"): None,
            ("keys", "pause"): None,
        }
        self.refuse = ""
        self.written: list[tuple[str, str]] = []

    def view(self) -> SettingsView:
        """Return them as they stand."""
        kinds: dict[str, SettingKind] = {"animations": "truth", "tones": "number", "emergency": "text", "pause": "key"}
        choices = {"theme": ("dark", "light", "contrast"), "words": ("full", "brief", "tones")}
        return SettingsView(
            "settings/settings.toml",
            tuple(
                SettingRow(
                    section,
                    key,
                    kinds.get(key, "choice"),
                    value,
                    "file" if (section, key) in self.written else "default",
                    choices=choices.get(key, ()),
                    high=100,
                    step=5,
                    optional=value is None or key == "words",
                )
                for (section, key), value in self.values.items()
            ),
        )

    def set(self, section: str, key: str, to: str | int | bool | None) -> None:  # noqa: FBT001  as in the port
        """Remember, or refuse."""
        if self.refuse:
            raise StorageError(self.refuse)
        self.values[section, key] = to
        self.written.append((section, key))


class FakeCoach:
    """Everything the screens ask, answered from memory; what they tell it is kept in `told`."""

    def __init__(self, now: Callable[[], int] | None = None) -> None:
        self.clock = Clock()
        self.now = now or self.clock
        self.view = today_view()
        self.locked: LockView | None = None
        self.to_ask: tuple[Choice, ...] = ()
        self.screening = False
        self.told: list[tuple[object, ...]] = []
        self.exercises = FakeLibrary()
        self.runner: FakeRunner | None = None
        self.prescription = basics_today()
        self.places: dict[str, int] = {}
        self.moving = True
        self.settings_port = FakeSettings()

    def today(self) -> TodayView:
        """Return what a test has set."""
        return self.view

    def practice_day(self) -> date:
        """Return the fake day."""
        return self.view.day

    def lock(self) -> LockView | None:
        """Return the lock a test has set."""
        return self.locked

    def screening_due(self) -> bool:
        """Return what a test has set."""
        return self.screening

    def safety(self) -> SafetyView:
        """Return a few questions of each kind."""
        return SafetyView(
            scope="This program guides gentle movement. It cannot examine you. If something feels seriously wrong, stop and get medical help.",
            emergency=(
                "New numbness or tingling between the legs",
                "New trouble passing or holding urine or stools",
                "New weakness or numbness in both legs or on one side; loss of balance or clear thinking",
                "It began with a bad fall, a crash or a blow",
                "Chest pain, fainting or trouble breathing with it",
            ),
            clinician=(
                "Fever, shivering or feeling ill; belly pain or burning urine",
                "Weight loss you cannot explain, or a past cancer",
                "Pain that never eases, wakes you at night or keeps getting worse",
                "Swelling, redness, a lump or a new change in the shape of your back",
                "Long use of steroids, weak immunity, brittle bones; first back pain before 20 or after 50",
                "Pain, tingling or weakness running below one knee",
            ),
            cautions=(
                Choice("osteoporosis", "Osteoporosis, or a past fracture of the spine"),
                Choice("pregnancy", "Pregnant, or gave birth in the last six weeks"),
                Choice("heart", "Heart disease, uncontrolled blood pressure, dizzy spells"),
                Choice("glaucoma", "Glaucoma or trouble with the retina"),
                Choice("surgery", "Surgery on spine, hip or belly in the last three months; a hernia"),
                Choice("disc", "A known disc problem, stenosis or sciatica"),
            ),
            onset=(
                Choice("none", "nothing hurts"),
                Choice("hours", "less than 3 days"),
                Choice("days", "3 days to 6 weeks"),
                Choice("weeks", "longer than 6 weeks"),
            ),
        )

    def screen(self, answers: SafetyAnswers) -> LockView | None:
        """Lock for a sign, else clear."""
        self.told.append(("screen", answers))
        if answers.sign == "none":
            self.screening, self.locked = False, None
            return None
        return self.report_sign(answers.sign)

    def report_sign(self, sign: Literal["emergency", "clinician"]) -> LockView:
        """Lock."""
        self.told.append(("sign", sign))
        text = {
            "emergency": ("Stop here.", "Call your local emergency number or go to an emergency department now. Do not exercise and do not drive yourself."),
            "clinician": ("Let a doctor or physiotherapist look at this before you exercise.", "Most causes are harmless, but these signs deserve a check within a day or so."),
        }[sign]  # fmt: skip
        relief = (
            ("Lie on your back with your calves on a chair.", "Walk a few easy steps when you can.")
            if sign == "clinician"
            else ()
        )
        self.locked = LockView(sign, text, relief)
        return self.locked

    def accept(self, tags: tuple[str, ...]) -> None:
        """Remember."""
        self.told.append(("accept", tags))
        self.to_ask = ()

    def acknowledge_advice(self) -> None:
        """Take it away."""
        self.told.append(("acknowledged",))
        self.view = replace(self.view, advice="")

    def ready(self, name: str, options: PlayOptions) -> ReadyView:
        """Return the doses of basics."""
        self.told.append(("ready", name))
        notes = () if options.day is None else ("A rehearsal: day 3 as somebody with two good days would play it.",)
        return ReadyView(
            name=name,
            title="Basics",
            minutes=9,
            rows=rows(self.prescription),
            danger=(
                "New numbness between the legs, new weakness, trouble with bladder or bowel, chest pain, a bad fall:",
                "do not start. Press ! for these, and for fever, night pain or pain running below the knee.",
            ),
            notes=notes,
            to_ask=self.to_ask,
        )

    def start(self, name: str, options: PlayOptions, *, pain_before: int | None) -> FakeRunner:
        """Make a runner."""
        del options
        self.told.append(("start", name, pain_before))
        self.runner = FakeRunner(self.now, self.prescription)
        return self.runner

    def tour(self) -> FakeRunner:
        """Make a runner of the first minute as it is shipped."""
        self.told.append(("tour",))
        self.runner = FakeRunner(self.now, first_minute())
        return self.runner

    def toured(self) -> None:
        """Remember."""
        self.told.append(("toured",))
        self.view = replace(self.view, first_time=False)

    def unfinished(self) -> UnfinishedView | None:
        """Return what a test has set."""
        return self.view.unfinished

    def resume_unfinished(self) -> FakeRunner:
        """Make a runner."""
        self.told.append(("resume",))
        self.view = replace(self.view, unfinished=None)
        self.runner = FakeRunner(self.now, self.prescription)
        return self.runner

    def keep_unfinished(self) -> None:
        """Keep."""
        self.told.append(("keep",))
        self.view = replace(self.view, unfinished=None)

    def discard_unfinished(self) -> None:
        """Discard."""
        self.told.append(("discard",))
        self.view = replace(self.view, unfinished=None)

    def rate(
        self, session_id: str, *, felt: Felt | None = None, pain_after: int | None = None, pain_next_morning: int | None = None
    ) -> None:  # fmt: skip
        """Remember the rating."""
        self.told.append(("rate", session_id, felt, pain_after, pain_next_morning))
        if pain_next_morning is not None:
            self.view = replace(self.view, morning=None)

    def next_time(self, name: str) -> NextTimeView:
        """Return tomorrow."""
        del name
        return NextTimeView(
            day=TODAY + timedelta(days=1),
            rows=rows(self.prescription),
            streak=replace(STREAK, streak=13),
            today="done",
        )

    def details(self, name: str) -> DetailsView:
        """Return basics in full."""
        del name
        return DetailsView(
            routine=BASICS,
            today=self.prescription,
            minutes=9,
            minutes_at_target=19,
            followed=True,
            cautions=("Osteoporosis or a past spine fracture: ask first.",),
        )

    def follow(self, name: str, *, on: bool) -> None:
        """Remember."""
        self.told.append(("follow", name, on))

    def plan(self, name: str, what_if: tuple[WhatIf, ...] = ()) -> PlanView:
        """Return a ladder that rises by a rung every day."""
        days = tuple(TODAY + timedelta(days=i) for i in range(21))
        less = sum(1 for w in what_if if w != "good")
        steps = []
        for prescribed in self.prescription.due:
            dose = prescribed.dose or prescribed.step.start
            cells = []
            for i, _ in enumerate(days):
                hold = min(prescribed.step.target.hold_ms, max(2000, dose.hold_ms + (i // 2 - less) * 2500))
                share = min(100, dose.range + i * 5)
                cells.append(
                    replace(
                        row(prescribed),
                        dose=replace(dose, hold_ms=hold, range=share),
                        reason="one step up after a good day",
                    )
                )
            steps.append(
                PlanStep(
                    prescribed.step.id,
                    prescribed.step.exercise.title,
                    prescribed.step.sides,
                    tuple(cells),
                    rung=self.places.get(prescribed.step.id, 2),
                    ladder=tuple(replace(dose, hold_ms=(n + 1) * 2000) for n in range(8)),
                    by_hand=TODAY if prescribed.step.id in self.places else None,
                )
            )
        return PlanView(name, "Basics", days, tuple(steps), what_if)

    def history(self) -> FakeHistory:
        """Return two years."""
        return FakeHistory()

    def library(self) -> FakeLibrary:
        """Return three exercises."""
        return self.exercises

    def edit(self, name: str, answers: TextIO, words: TextIO) -> str:
        """Take note of what was edited."""
        del answers, words
        self.told.append(("edit", name))
        return f"Saved: {name}"

    def place(self, name: str, step: str, rung: int) -> None:
        """Remember."""
        self.told.append(("place", name, step, rung))
        self.places[step] = rung

    def unplace(self, name: str, step: str) -> None:
        """Forget it."""
        self.told.append(("unplace", name, step))
        self.places.pop(step, None)

    def theme(self) -> str:
        """Return the default."""
        return "dark"

    def set_theme(self, name: str) -> None:
        """Remember."""
        self.told.append(("theme", name))

    def settings(self) -> FakeSettings:
        """Return settings that remember what they are told."""
        return self.settings_port

    def animations(self) -> bool:
        """Return what a test has set."""
        return self.moving

    def keymap(self) -> Mapping[str, str]:
        """Return nothing changed."""
        return {}


def first_minute() -> Prescription:
    """Return the first minute as it is shipped."""
    return prescription_of_day(Shelf(None).load(data_path("assets", "first-minute.stretch.yaml")), 1)


def unfinished() -> UnfinishedView:
    """Return a session cut off this morning."""
    return UnfinishedView("basics", "Basics", TODAY, 3, 6, can_resume=True)


def yesterday() -> RatingView:
    """Return yesterday's session, whose morning is not yet told."""
    return RatingView("s0", "Basics", TODAY - timedelta(days=1), "ok", 2, None)
