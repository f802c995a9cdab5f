from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "diagnostics"

    def ready(self) -> None:
        from carnegie.notifications import registry  # noqa: PLC0415
        from diagnostics import reminders  # noqa: PLC0415

        for kind in reminders.KINDS:
            registry.register(kind)
        registry.register_scanner(reminders.due_reminders)
