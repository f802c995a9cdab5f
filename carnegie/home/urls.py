from django.urls import path

from carnegie.home.views import gallery, health, landing

app_name = "home"
urlpatterns = [
    path("", landing.home, name="home"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("healthz/live", health.health_live, name="health-live"),
    path("healthz/ready", health.health_ready, name="health-ready"),
]
