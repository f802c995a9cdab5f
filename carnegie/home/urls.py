from django.urls import path

from carnegie.home.views import landing

app_name = "home"
urlpatterns = [path("", landing.home, name="home")]
