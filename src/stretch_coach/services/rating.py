"""How a session that is over felt."""

from __future__ import annotations

from dataclasses import replace

from stretch_coach.errors import UsageError
from stretch_coach.record.lines import Felt
from stretch_coach.services.app_context import AppContext


def rate_session(
    context: AppContext,
    session_id: str,
    *,
    felt: Felt | None = None,
    pain_after: int | None = None,
    pain_next_morning: int | None = None,
) -> None:
    """Add to or correct a session's rating; None leaves a value as it is. Raises `UsageError` for an unknown id."""
    session = context.journal.session(session_id)
    if session is None:
        message = "That session is not on record, so it cannot be rated."
        raise UsageError(message)
    rated = replace(
        session,
        felt=session.felt if felt is None else felt,
        pain_after=session.pain_after if pain_after is None else pain_after,
        pain_next_morning=session.pain_next_morning if pain_next_morning is None else pain_next_morning,
    )
    context.journal.replace(rated, "rate")
