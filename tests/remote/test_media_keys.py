"""Media keys over a real session bus: what players, headsets and widgets ask for, and a bus that goes away."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from tests.remote.session_bus import Widget, session_bus
from tests.remote.stage import Playing

from stretch_coach.remote.media_keys import BUS_NAME, PATH, PLAYER, ROOT, BusError, MediaKeys, open_bus, playback
from stretch_coach.remote.requests import NOTHING_PLAYS, SessionState
from stretch_coach.session.events import PlayerView

jeepney = pytest.importorskip("jeepney")
pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")
ROUTINE = "Short"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """A session bus of the test's own."""
    with session_bus() as (daemon, address):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield daemon


@pytest.fixture
def playing(bus: subprocess.Popen[str]) -> Iterator[Playing]:
    """A session on the bus."""
    del bus
    with Playing(MediaKeys()) as session:
        yield session


@pytest.fixture
def widget(playing: Playing) -> Iterator[Widget]:
    """A widget that sees the player."""
    widget = Widget()
    assert playing.wait_for(lambda: BUS_NAME in widget.names())
    yield widget
    widget.close()


@pytest.mark.slow
def test_media_keys_mean_what_keys_of_the_session_mean(playing: Playing, widget: Widget) -> None:
    widget.call(PLAYER, "PlayPause")
    assert playing.phase == "paused"
    assert widget.property("PlaybackStatus") == "Paused"
    widget.call(PLAYER, "Play")
    assert playing.phase in ("getting ready", "playing")
    before = playing.runner.view().at_ms
    widget.call(PLAYER, "Next")
    assert playing.runner.view().at_ms > before
    widget.call(PLAYER, "Previous")
    widget.call(PLAYER, "Stop")
    assert playing.phase == "paused"
    assert playing.asked_to_end.is_set()


@pytest.mark.slow
def test_the_player_shows_exercise_side_and_time(widget: Widget) -> None:
    metadata = dict(widget.property("Metadata"))
    assert metadata["xesam:album"] == ("s", ROUTINE)
    assert metadata["xesam:title"][1].startswith("Knee to chest")
    assert 0 <= widget.property("Position") <= metadata["mpris:length"][1]
    assert widget.property("Identity", ROOT) == "Stretch Coach"
    [everything] = widget.call("org.freedesktop.DBus.Properties", "GetAll", "s", PLAYER)
    assert {"PlaybackStatus", "Metadata", "Position", "CanControl", "CanSeek"} <= set(everything)
    [described] = widget.call("org.freedesktop.DBus.Introspectable", "Introspect")
    assert '<method name="PlayPause"/>' in described
    assert '<property name="PlaybackStatus" type="s" access="read"/>' in described


@pytest.mark.usefixtures("bus")
def test_the_player_shows_a_picture_of_what_is_done() -> None:
    with Playing(MediaKeys(), art=lambda view: f"file:///{view.title}.png") as session:
        widget = Widget()
        assert session.wait_for(lambda: BUS_NAME in widget.names())
        metadata = dict(widget.property("Metadata"))
        widget.close()
    assert metadata["mpris:artUrl"] == ("s", "file:///Knee to chest.png")


def test_what_a_session_cannot_do_is_refused(playing: Playing, widget: Widget) -> None:
    assert widget.call(PLAYER, "Seek", "x", 5_000_000) == ("no Seek here",)
    assert widget.call("org.freedesktop.DBus.Properties", "Get", "ss", PLAYER, "Nonsense") == ("no Get here",)
    assert playing.phase == "playing"


def test_what_another_way_has_changed_is_seen_at_once(playing: Playing, widget: Widget) -> None:
    for expected in ("Paused", "Playing", "Paused"):
        playing.runner.post(playing.runner.toggle_pause)
        assert widget.property("PlaybackStatus") == expected


def test_a_change_is_sent_to_the_bus(playing: Playing, widget: Widget) -> None:
    from jeepney import MatchRule, MessageType  # noqa: PLC0415  jeepney: on Linux alone
    from jeepney.bus_messages import message_bus  # noqa: PLC0415  jeepney: on Linux alone

    rule = MatchRule(type="signal", path=PATH, interface="org.freedesktop.DBus.Properties")
    widget._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=5)
    playing.runner.post(playing.runner.toggle_pause)
    for _ in range(10):
        message = widget._bus.receive(timeout=5)
        is_signal = message.header.message_type == MessageType.signal
        if is_signal and message.body[1].get("PlaybackStatus") == ("s", "Paused"):
            return
    pytest.fail("nothing was sent")


def test_a_second_session_has_a_name_of_its_own(playing: Playing, widget: Widget) -> None:
    with Playing(MediaKeys(), title="Other") as second:
        own = f"{BUS_NAME}.instance{os.getpid()}"
        assert second.wait_for(lambda: set(widget.names()) == {BUS_NAME, own})
        widget.call(PLAYER, "Pause", name=own)
        assert (playing.phase, second.phase) == ("playing", "paused")
    assert playing.wait_for(lambda: widget.names() == [BUS_NAME])


def test_a_bus_that_goes_away_is_reported_once_and_the_session_goes_on(
    playing: Playing, widget: Widget, bus: subprocess.Popen[str]
) -> None:
    assert widget.property("PlaybackStatus") == "Playing"
    bus.kill()
    found: list[str] = []

    def reported() -> bool:
        found.append(playing.runner.warning())
        return any(found)

    assert playing.wait_for(reported)
    assert [sentence for sentence in found if sentence] == ["Media keys stopped working: the session bus went away."]
    assert playing.phase == "playing"


def test_whatever_else_ends_the_media_keys_is_reported(bus: subprocess.Popen[str]) -> None:
    def broken(view: PlayerView) -> str:
        message = f"no picture of {view.title}"
        raise RuntimeError(message)

    assert bus.poll() is None
    found: list[str] = []
    with Playing(MediaKeys(), art=broken) as playing:

        def reported() -> bool:
            found.append(playing.runner.warning())
            return any(found)

        assert playing.wait_for(reported)
        assert playing.phase == "playing"
    assert any("Media keys stopped working (no picture of Knee to chest)." in sentence for sentence in found)


@pytest.mark.parametrize(
    ("address", "reason"),
    [("", "there is no session bus"), ("unix:path=/nowhere", "cannot be reached"), ("rubbish", "cannot be reached")],
)
def test_without_a_bus_there_is_a_reason_and_the_session_plays(
    address: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(BusError, match=reason):
        open_bus()
    with Playing(MediaKeys()) as playing:
        assert playing.runner.warning() == ""
        assert playing.phase == "playing"


@pytest.mark.parametrize(
    ("phase", "status"),
    [
        ("playing", "Playing"),
        ("getting ready", "Playing"),
        ("paused", "Paused"),
        ("hurt", "Paused"),
        ("finished", "Stopped"),
        ("none", "Stopped"),
        ("ready", "Paused"),
    ],
)
def test_the_phase_is_shown_as_a_player_has_it(phase: str, status: str) -> None:
    shown = playback(
        SessionState(phase, exercise="Twist", side="left", spent_ms=1000, remaining_ms=4000, rep=1, reps=3)
    )
    assert shown["PlaybackStatus"] == ("s", status)
    assert shown["Metadata"][1]["xesam:title"] == ("s", "Twist, left side")
    assert shown["Metadata"][1]["mpris:length"] == ("x", 5_000_000)
    assert playback(NOTHING_PLAYS)["Metadata"][1]["xesam:title"] == ("s", "")
