"""Routes of the whole site: one prefix an app."""

from django.contrib import admin
from django.urls import include, path

from standards.urls import case_urls

urlpatterns = [
    path("", include("carnegie.home.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("carnegie.notifications.urls")),
    path("standards/", include("standards.urls")),
    path("ims/case/", include(case_urls)),
    path("programmes/", include("programmes.urls")),
    path("diagnostics/", include("diagnostics.urls")),
    path("projects/", include("projects.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "carnegie.core.views.errors.bad_request"
handler403 = "carnegie.core.views.errors.permission_denied"
handler404 = "carnegie.core.views.errors.page_not_found"
handler500 = "carnegie.core.views.errors.server_error"
