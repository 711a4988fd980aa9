"""The lines between the program and its children: what was sent is read again, and rubbish is no message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.port import ScheduledCue
from stretch_coach.sound.protocol import Message, cues_value, read_cues, read_message

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3))


@given(st.text(min_size=1), JSON, st.integers(0, 9))
def test_a_message_is_one_line_that_is_read_again(kind: str, value: object, number: int) -> None:
    line = Message(kind, value, number).line()
    assert line.count(b"\n") == 1
    assert read_message(line) == Message(kind, value, number)


@pytest.mark.parametrize("line", [b"", b"rubbish", b"{}", b"[]", b"[1]", b'["a", 1, 2, 3]', b"[" * 5000, b"\xff\n"])
def test_rubbish_is_no_message(line: bytes) -> None:
    assert read_message(line) is None


def test_cues_keep_time_name_and_words() -> None:
    cues = (ScheduledCue(5, Cue(1, "start")), ScheduledCue(7, Cue(2, "words", "Left side.")))
    message = read_message(Message("cues", cues_value(3, cues), 1).line())
    assert message is not None
    assert read_cues(message.value) == (3, cues)
