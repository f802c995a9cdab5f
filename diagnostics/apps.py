from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "diagnostics"

    def ready(self) -> None:
        from carnegie.notifications import registry  # noqa: PLC0415
        from diagnostics import reminders, services  # noqa: PLC0415

        for kind in reminders.KINDS:
            registry.register(kind)
        registry.register_scanner(reminders.due_reminders)
        registry.register_scanner(services.close_ended_panels)
        registry.register_scanner(services.forget_mails)
