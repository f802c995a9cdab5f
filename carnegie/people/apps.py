from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "carnegie.people"
    label = "people"
