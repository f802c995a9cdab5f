from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from carnegie.notifications import registry  # noqa: PLC0415 (models must be loaded first)
        from projects import reminders  # noqa: PLC0415

        for kind in reminders.KINDS:
            registry.register(kind)
        registry.register_scanner(reminders.due_reminders)
