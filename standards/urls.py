from django.urls import path

from standards.views import imports, library, status

app_name = "standards"
urlpatterns = [
    path("", library.framework_list, name="framework-list"),
    path("imports/new/", imports.import_new, name="import-new"),
    path("imports/<uuid:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<uuid:pk>/run/", imports.import_run, name="import-run"),
    path("imports/<uuid:pk>/confirm/", imports.import_confirm, name="import-confirm"),
    path("<uuid:pk>/", library.version_detail, name="version-detail"),
    path("<uuid:pk>/adopt/", status.version_adopt, name="version-adopt"),
    path("<uuid:pk>/deprecate/", status.version_deprecate, name="version-deprecate"),
    path("<uuid:pk>/export/<str:format>/", library.version_export, name="version-export"),
]
