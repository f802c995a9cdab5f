"""Mails that were written to files because EMAIL_URL is not set: for trying Carnegie out.

They hold sign-in codes and links, so that only system administrators see them, and only while there is no mail server.
"""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from carnegie.notifications import selectors

PAGE = 50


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    allow(request)
    page = Paginator(selectors.filed_mail_names(), PAGE).get_page(request.GET.get("page"))
    mails = [mail for mail in map(selectors.read_filed_mail, page) if mail]
    return render(request, "notifications/mail_list.html", {"page": page, "mails": mails})


@require_safe
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    allow(request)
    if (mail := selectors.read_filed_mail(name)) is None:
        raise Http404
    return render(request, "notifications/mail_detail.html", {"mail": mail})


def allow(request: HttpRequest) -> None:
    """For everybody else this page does not exist."""
    if not (request.user.is_staff and selectors.mails_are_filed()):
        raise Http404
