"""A coach for the tests of the screens: it answers from memory, and keeps what it is told."""

# ruff: noqa: E501  rows of example data read better whole

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from tests.tui.fake_history import TODAY, FakeHistory
from tests.tui.fake_library import FakeLibrary
from tests.tui.fake_routine import BASICS, basics_today, first_minute, row, rows
from tests.tui.fake_runner import Clock, FakeRunner
from tests.tui.fake_settings import FakeSettings
from tests.tui.fake_today import STREAK, today_view

from stretch_coach.services.details import DetailsView, ReadyView
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import Choice, LockView, SafetyAnswers, SafetyView
from stretch_coach.services.sessions import UnfinishedView
from stretch_coach.services.today import TodayView
from stretch_coach.services.upcoming import NextTimeView, PlanStep, PlanView, WhatIf
from stretch_coach.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from stretch_coach.record.lines import Felt


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
        self.keys: dict[str, str] = {}
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

    def answer_walk(self, *, walks: bool) -> None:
        """Remember."""
        self.told.append(("walks", walks))
        self.view = replace(self.view, ask_walk=False)

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
        """Return the keys a test has chosen."""
        return self.keys
