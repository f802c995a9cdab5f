"""Carnegie's routes with the floor view beside them."""

from django.urls import include, path

from carnegie.operations.benchmark.floor import floor

urlpatterns = [path("floor/", floor, name="floor"), path("", include("carnegie.urls"))]
