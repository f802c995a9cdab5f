from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "carnegie.notifications"
    label = "notifications"
