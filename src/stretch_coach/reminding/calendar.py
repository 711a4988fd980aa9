"""Reminders as an iCalendar file (RFC 5545), for any calendar on a computer or a telephone.

The times float: half past seven is half past seven in every zone, as it is on the wall. The ids stay the same, so
that importing a changed file again moves the events rather than doubling them, in calendars that go by ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from stretch_coach.reminding.reminder import Reminder

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PRODUCT = "-//Stretch Coach//Reminders//EN"
_SHORTEST_MINUTES = 5


def ics(reminders: Sequence[Reminder], now: datetime) -> str:
    """Return the calendar, an event for each reminder, beginning at the first one from `now` (local, aware) on."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Stretch Coach")
    for number, reminder in enumerate(reminders, 1):
        calendar.add_component(_event(number, reminder, now))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(number: int, reminder: Reminder, now: datetime) -> Event:
    event = Event()
    titles = ", ".join(reminder.titles)
    first = reminder.first(now)
    event.add("uid", f"reminder-{number}@stretch-coach")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", int(now.timestamp()) // 60 % 2**31)
    event.add("summary", f"Stretch: {titles}")
    event.add("description", _description(reminder))
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(minutes=max(_SHORTEST_MINUTES, reminder.minutes)))
    event.add("transp", "TRANSPARENT")
    event.add("rrule", _rule(reminder))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta())
    alarm.add("description", f"Stretch: {titles}")
    event.add_component(alarm)
    return event


def _rule(reminder: Reminder) -> dict[str, object]:
    if reminder.daily:
        return {"freq": "daily"}
    return {"freq": "weekly", "byday": [_DAYS[day] for day in reminder.weekdays]}


def _description(reminder: Reminder) -> str:
    words = [f"About {reminder.minutes} minutes."] if reminder.minutes else []
    if reminder.per_week:
        many = "Any day" if reminder.per_week == 1 else f"Any {reminder.per_week} days"
        words.append(f"{many} of the week will do.")
    return " ".join([*words, "Gentle is enough."])
