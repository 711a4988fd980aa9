"""(Routine, lines, today) → Prescription: today's doses, each with its reason."""
