"""Words people write for what there is not, or not at that place, each with what can be done instead."""

from __future__ import annotations

FOREIGN_TO_STEPS = {
    "tempo": "A movement's own speed is its exercise's `cycle`, as in `cycle: 6s`.",
    "cycle": "How long a round lasts is its exercise's to say; one of your own takes it with `extends`.",
    "beat": "There is no beat; how long a round of a movement lasts is its exercise's `cycle`.",
    "weight": "There are no weights; say it in words with `say`.",
    "load": "There are no weights; say it in words with `say`.",
    "kg": "There are no weights; say it in words with `say`.",
    "amrap": "There is no “as many as possible”: write how many, as in `reps: 8`.",
    "optional": "Every step is played; skip one with `n` while it plays, or let it join later with `from`.",
    "random": "Steps are played in the order they are written.",
    "music": "There is no music; your own player can go on next to the session.",
    "directions": "Write two steps, each with its own `say`; the second may have an `id`.",
    "rounds": "Rounds belong to a group: `- group: {rounds: 3, steps: […]}`; of one exercise they are `sets`.",
    "difficulty": "How hard it is, is its dose: `hold`, `reps`, `sets` and `range`.",
    "intensity": "How far it goes is `range`, as in `range: 50%`.",
    "image": "A picture belongs to an exercise: put it under `exercises:` with `extends`.",
    "link": "A link belongs to an exercise: put it under `exercises:` with `extends`.",
    "video": "A film belongs to an exercise: put it under `exercises:`, as `link:`, with `extends`.",
    "during": "What is said in a hold is its exercise's: put it under `exercises:` with `extends`.",
    "cautions": "Cautions belong to the routine, or to an exercise as `avoid`.",
}
FOREIGN_TO_EXERCISES = {
    "say": "Your own words are in the step; what is said of an exercise is `do`, `during` and `back`.",
    "tempo": "How long one round of a movement lasts is `cycle`, as in `cycle: 6s`.",
    "beat": "There is no beat; how long one round of a movement lasts is `cycle`.",
    "weight": "There are no weights; name it in `do`.",
    "difficulty": "An easier and a harder way have fields: `easier` and `harder`.",
    "rest": "The rest between reps is in the step.",
}
FOREIGN_TO_ROUTINES = {
    "duration": "How long it takes follows from its steps; `preview` says it.",
    "minutes": "How long it takes follows from its steps; `play --minutes 10` fits it to the time you have.",
    "difficulty": "How hard it is, is the steps' doses; `--level` says how you are today.",
    "level": "How you are is asked when it is played, or said with `--level`.",
    "music": "There is no music; your own player can go on next to the session.",
    "random": "Steps are played in the order they are written.",
    "rounds": "Put the steps that go round into a group: `- group: {rounds: 3, steps: […]}`.",
    "tags": "There are no tags; `about` says what it is for.",
    "image": "A picture belongs to an exercise under `exercises:`.",
    "link": "A link belongs to an exercise under `exercises:`; where the routine comes from is `source`.",
    "needs": "What is needed is each exercise's `needs`.",
    "equipment": "What is needed is each exercise's `needs`.",
}
