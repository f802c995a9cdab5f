"""Reference data for system administrators to look at; it is changed by imports only, so that the trail holds."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from standards.models import Framework, FrameworkVersion, Scale, ScaleLevel


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Framework)
class FrameworkAdmin(ReadOnly):
    list_display = ["title", "creator", "owner", "licence_title"]
    search_fields = ["title", "creator"]


@admin.register(FrameworkVersion)
class FrameworkVersionAdmin(ReadOnly):
    list_display = ["framework", "number", "label", "status", "changed_at"]
    list_filter = ["status"]


class ScaleLevelInline(admin.TabularInline):  # type: ignore[type-arg]
    model = ScaleLevel
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Scale)
class ScaleAdmin(ReadOnly):
    list_display = ["title", "owner", "is_default"]
    inlines = [ScaleLevelInline]
