"""One tip a day for daily life.

The tips follow what public pages for people with back pain agree on; a few are our own. None is an order, and none says
what is wrong: advice that is due after three days, two weeks or six weeks is in `texts`.
"""

from __future__ import annotations

from datetime import date

TIPS: tuple[str, ...] = (
    "If you sleep on your side, try a pillow between your bent knees. It lets the low back lie straight.",
    "Sitting for a while? A small cushion behind the low back makes a plain chair kinder.",
    "Grow a little taller, sitting or standing, as if someone lifted the crown of your head. Then soften.",
    "No position is good for hours. Change it whenever you think of it; the next one is the best one.",
    "Lifting something? Bend the knees, tighten the belly a little, and keep the thing close to you.",
    "A glass of water within reach gets drunk. And fetching it is a reason to stand up.",
    "Low, soft-soled shoes let the back stand easily. Keep the high ones for short occasions.",
    "Stress likes to settle in the back. One slow breath out, with the shoulders sinking, is a start.",
    "If you sleep on your back, a pillow under your knees takes the strain off the low back.",
    "Reading or on the phone? Bring the page up to your eyes now and then, and give the neck a rest.",
    "Getting up from bed: roll onto your side first, let the legs go over the edge, and come up with your arms.",
    "Discs are fuller in the first hour after waking. Save deep bending and twisting for later in the day.",
    "A short walk on the flat counts. Two minutes now are worth more than an hour some day.",
    "Turning with something heavy in your hands? Let your feet turn, and the back can stay out of it.",
    "On a long drive or a long film, a pause to stand and walk a little does the back good.",
    "A back can ache from worry as well as from work. After a hard day, treat it as you would a friend's.",
    "On a sore day a short rest is fine. A few easy steps in between do more than staying in bed.",
    "Most strained backs settle within three to six weeks. Good days and bad days on the way are normal.",
)
"""One is shown each practice day, in turn; a short text, a sentence or two, never a lecture."""


def tip_of(day: date) -> str:
    """Return the tip of a practice day. The next day has the next one, and in time each comes round again."""
    return TIPS[day.toordinal() % len(TIPS)]
