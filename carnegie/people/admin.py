"""What system administrators see of people in Django's admin; they come in by the same sign-in as everybody."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from carnegie.people import services
from carnegie.people.models import Membership, Organisation, User

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = _("Carnegie: running the installation")
admin.site.site_title = _("Carnegie")


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Accounts, without passwords: people set their own."""

    fields = ["email", "full_name", "language", "time_zone", "is_active", "is_staff", "is_superuser"]
    list_display = ["email", "full_name", "is_active", "is_staff"]
    search_fields = ["email", "full_name"]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A corrected address takes the place of the wrong one, whose owner can no longer sign in with it."""
        super().save_model(request, obj, form, change)
        services.keep_address(user=obj)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind"]
    search_fields = ["name"]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "organisation", "role", "from_date", "to_date"]
    list_select_related = ["user", "organisation"]
    autocomplete_fields = ["user", "organisation"]
