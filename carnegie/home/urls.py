from django.urls import path

from carnegie.home.views import gallery, health, landing, thread, versions

app_name = "home"
urlpatterns = [
    path("", landing.home, name="home"),
    path("thread/", thread.thread_list, name="thread-list"),
    path("thread/<uuid:enrolment>/", thread.thread_index, name="thread-index"),
    path("thread/<uuid:enrolment>/<uuid:element>/", thread.thread, name="thread"),
    path("frameworks/<uuid:pk>/affected/", versions.version_affected, name="version-affected"),
    path("programmes/<uuid:pk>/carry/<uuid:version_pk>/<uuid:other_pk>/", versions.mapping_carry, name="mapping-carry"),
    path("carried/<uuid:pk>/undo/", versions.carry_undo, name="carry-undo"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("healthz/live", health.health_live, name="health-live"),
    path("healthz/ready", health.health_ready, name="health-ready"),
]
