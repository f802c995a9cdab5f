from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        """Make this app's mails known, now that models exist."""
        from carnegie.notifications import registry  # noqa: PLC0415
        from programmes.reminders import KINDS  # noqa: PLC0415

        for kind in KINDS:
            registry.register(kind)
