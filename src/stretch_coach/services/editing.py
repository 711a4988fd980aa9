"""Open a routine in the user's editor."""

from __future__ import annotations

import os
from typing import TextIO

from stretch_coach.authoring.console import Console
from stretch_coach.authoring.editing import Hands, edit, ending
from stretch_coach.authoring.editors import editor_command, opener
from stretch_coach.services.app_context import AppContext


def edit_routine(context: AppContext, name: str, answers: TextIO, words: TextIO) -> str:
    """Open a routine in the user's editor, on a terminal that is theirs; return the outcome in words."""
    console = Console(answers, words)
    command = editor_command(os.environ, context.routines.path(name), terminal=True)
    hands = Hands(opener(command), console.ask, console.tell, colour=not os.environ.get("NO_COLOR"))
    return ending(edit(name, context.routines, context.settings.paths.routines, hands), name)
