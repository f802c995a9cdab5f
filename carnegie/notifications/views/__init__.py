"""Pages on reminders, and on mails of an installation without a mail server."""
