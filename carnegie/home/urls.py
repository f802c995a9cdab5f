from django.urls import path

from carnegie.home.views import gallery, health, landing, thread

app_name = "home"
urlpatterns = [
    path("", landing.home, name="home"),
    path("thread/", thread.thread_list, name="thread-list"),
    path("thread/<uuid:enrolment>/", thread.thread_index, name="thread-index"),
    path("thread/<uuid:enrolment>/<uuid:element>/", thread.thread, name="thread"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("healthz/live", health.health_live, name="health-live"),
    path("healthz/ready", health.health_ready, name="health-ready"),
]
