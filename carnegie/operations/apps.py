from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "carnegie.operations"
    label = "operations"
