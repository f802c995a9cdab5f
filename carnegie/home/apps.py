from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "carnegie.home"
    label = "home"
