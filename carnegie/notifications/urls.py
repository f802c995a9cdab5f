from django.urls import path

from carnegie.notifications.views import mails, reminders

app_name = "notifications"
urlpatterns = [
    path("reminders/", reminders.reminder_list, name="reminder-list"),
    path("reminders/<uuid:pk>/", reminders.reminder_detail, name="reminder-detail"),
    path("mail/", mails.mail_list, name="mail-list"),
    path("mail/<slug:name>/", mails.mail_detail, name="mail-detail"),
]
