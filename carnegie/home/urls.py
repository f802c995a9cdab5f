from django.urls import path

from carnegie.home.views import gallery, landing

app_name = "home"
urlpatterns = [
    path("", landing.home, name="home"),
    path("gallery/", gallery.gallery, name="gallery"),
]
