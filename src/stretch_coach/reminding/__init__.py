"""Reminders for the system's own means: a calendar, systemd, launchd, cron (pure)."""
