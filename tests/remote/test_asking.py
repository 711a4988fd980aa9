"""Asking what is on the screen while that changes: nothing is lost, nothing is done late, nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue

import pytest
from tests.remote.stage import wait_for

from stretch_coach.remote import asking
from stretch_coach.remote.asking import DID_NOT_START, Asker
from stretch_coach.remote.requests import ENDED, SessionState

Answer = tuple[SessionState, str] | None


class Shown:
    """Something on a screen, whose thread is the test's: it does what it was asked when the test says so."""

    def __init__(self, name: str, asker: Asker) -> None:
        self._name = name
        self._asker = asker
        self.posted: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self.did: list[str] = []

    def post(self, call: Callable[[], object], *, at_once: bool) -> None:
        """Keep it."""
        del at_once
        self.posted.put(call)

    def run(self) -> None:
        """Call the next one."""
        self.posted.get(timeout=10)()

    def do(self, action: str) -> str:
        """Do it; a start lets go."""
        self.did.append(action)
        if action == "play":
            self._asker.hand_on(None)
        return "no" if action == "again" else ""

    def look(self) -> Callable[[], SessionState]:
        """Say which one this is."""
        return lambda: SessionState(self._name)


@pytest.fixture
def asker() -> Asker:
    """Asks nothing yet."""
    return Asker()


def asked(asker: Asker, action: str = "") -> Future[Answer]:
    """Ask on another thread, as doors do."""
    answer: Future[Answer] = Future()
    threading.Thread(target=lambda: answer.set_result(asker.ask(action)), daemon=True).start()
    return answer


def test_what_is_done_and_what_is_refused_comes_with_the_state_after_it(asker: Asker) -> None:
    shown = Shown("ready", asker)
    asker.hand_on(shown)
    for action, refusal in (("pause", ""), ("again", "no"), ("", "")):
        answer = asked(asker, action)
        shown.run()
        assert answer.result(10) == (SessionState("ready"), refusal)
    assert shown.did == ["pause", "again"]


def test_the_answer_to_a_start_is_the_state_of_the_session(asker: Asker) -> None:
    ready, session = Shown("ready", asker), Shown("playing", asker)
    asker.hand_on(ready)
    answer = asked(asker, "play")
    ready.run()
    assert not answer.done()
    asker.hand_on(session)
    session.run()
    assert answer.result(10) == (SessionState("playing"), "")
    assert (ready.did, session.did) == (["play"], [])


@pytest.mark.parametrize("is_posted", [True, False], ids=["asked before the start", "asked after it"])
def test_what_is_asked_between_ready_and_session_is_done_by_the_session(asker: Asker, *, is_posted: bool) -> None:
    ready, session = Shown("ready", asker), Shown("playing", asker)
    asker.hand_on(ready)
    if is_posted:
        answer = asked(asker, "pause")
        call = ready.posted.get(timeout=10)
        asker.hand_on(None)
        call()
    else:
        asker.hand_on(None)
        answer = asked(asker, "pause")
        assert wait_for(lambda: bool(asker._waiting))
    asker.hand_on(session)
    session.run()
    assert answer.result(10) == (SessionState("playing"), "")
    assert (ready.did, session.did) == ([], ["pause"])


def test_a_session_that_never_comes_is_no_answer_and_a_start_did_not_start(asker: Asker) -> None:
    ready = Shown("ready", asker)
    asker.hand_on(ready)
    start = asked(asker, "play")
    ready.run()
    pause = asked(asker, "pause")
    assert wait_for(lambda: len(asker._waiting) == 2)
    asker.close()
    assert start.result(10) == (ENDED, DID_NOT_START)
    assert pause.result(10) is None
    assert asker.ask("pause") is None


def test_one_that_is_still_on_its_way_is_answered_by_the_end(asker: Asker) -> None:
    ready = Shown("ready", asker)
    asker.hand_on(ready)
    answer = asked(asker, "pause")
    call = ready.posted.get(timeout=10)
    asker.close()
    assert answer.result(10) is None
    call()
    assert ready.did == []


def test_what_was_not_answered_in_time_is_never_done(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ANSWER_S", 0.01)
    shown = Shown("playing", asker)
    asker.hand_on(shown)
    assert asked(asker, "end").result(10) is None
    shown.run()
    assert shown.did == []
