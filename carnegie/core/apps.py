from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "carnegie.core"
    label = "core"
