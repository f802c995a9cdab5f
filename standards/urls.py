from django.urls import path, register_converter
from django.urls.converters import StringConverter

from standards.formats.case_export import RELEASES
from standards.formats.case_feed import RESOURCES
from standards.formats.case_openapi import FILE_NAME
from standards.views import address, bulk, case_feed, drafts, editor, exports, imports, library, status, versions

app_name = "standards"
urlpatterns = [
    path("", library.framework_list, name="framework-list"),
    path("new/", drafts.framework_new, name="framework-new"),
    path("imports/new/", imports.import_new, name="import-new"),
    path("imports/address/", address.import_by_address, name="import-by-address"),
    path("imports/<uuid:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<uuid:pk>/run/", imports.import_run, name="import-run"),
    path("imports/<uuid:pk>/confirm/", imports.import_confirm, name="import-confirm"),
    path("<uuid:pk>/", library.version_detail, name="version-detail"),
    path("<uuid:pk>/adopt/", status.version_adopt, name="version-adopt"),
    path("<uuid:pk>/deprecate/", status.version_deprecate, name="version-deprecate"),
    path("<uuid:pk>/difference/<uuid:other_pk>/", versions.version_difference, name="version-difference"),
    path("<uuid:pk>/log/", versions.version_log, name="version-log"),
    path("<uuid:pk>/new-version/", drafts.version_new, name="version-new"),
    path("<uuid:pk>/facts/", drafts.version_facts, name="version-facts"),
    path("<uuid:pk>/delete/", drafts.version_delete, name="version-delete"),
    path("<uuid:pk>/public/", drafts.version_publish, name="version-publish"),
    path("<uuid:pk>/edit/", editor.version_edit, name="version-edit"),
    path("<uuid:pk>/turn/", editor.version_turn, name="version-turn"),
    path("<uuid:pk>/elements/new/", editor.element_new, name="element-new"),
    path("<uuid:pk>/elements/paste/", bulk.element_paste, name="element-paste"),
    path("<uuid:pk>/scale/", bulk.version_scale, name="version-scale"),
    path("<uuid:pk>/scale/new/", bulk.scale_new, name="scale-new"),
    path("elements/<uuid:pk>/edit/", editor.element_edit, name="element-edit"),
    path("elements/<uuid:pk>/move/", editor.element_move, name="element-move"),
    path("elements/<uuid:pk>/delete/", editor.element_delete, name="element-delete"),
    path("links/<uuid:pk>/delete/", editor.link_delete, name="link-delete"),
    path("<uuid:pk>/export/<str:format>/", exports.version_export, name="version-export"),
    path("<uuid:pk>/export/", exports.version_formats, name="version-formats"),
    path("<uuid:pk>/print/", exports.version_print, name="version-print"),
]


class ReleaseConverter(StringConverter):
    """One of the releases of CASE that the feed speaks."""

    regex = "|".join(RELEASES)


class ResourceConverter(StringConverter):
    """One of the collections of CASE."""

    regex = "|".join(RESOURCES)


# The addresses that CASE prescribes; included under /ims/case/.
register_converter(ReleaseConverter, "release")
register_converter(ResourceConverter, "resource")
case_urls = (
    [
        path("v1p1/discovery/" + FILE_NAME, case_feed.discovery_document, name="discovery-document"),
        path("<release:release>/CFDocuments", case_feed.document_list, name="document-list"),
        path("<release:release>/<resource:resource>/<str:identifier>", case_feed.object_detail, name="object-detail"),
    ],
    "case",
)
