"""The golden thread: the list of a learner's threads, and the page of one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.home import services
from carnegie.home.selectors import thread as threads
from programmes.models import Enrolment
from programmes.selectors import counterparts


@access("golden_thread", GET="view")
@require_safe
def thread_list(request: HttpRequest) -> HttpResponse:
    """The threads of the person herself, in all her cohorts."""
    on = clock.today()
    enrolments = list(Enrolment.objects.as_learner(request.user).select_related("learner", "cohort__programme"))
    rows = threads.thread_rows(enrolments, request.user, on)
    return render(request, "home/thread_list.html", {"rows": rows, "enrolments": enrolments, "learner": None})


@access("golden_thread", GET="view")
@require_safe
def thread_index(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """The threads of one learner, for those who accompany her."""
    on = clock.today()
    found = get_object_or_404(threads.threads_readable_by(request.user, on), pk=enrolment)
    context = {"rows": threads.thread_rows([found], request.user, on), "enrolments": [found], "learner": found.learner}
    return render(request, "home/thread_list.html", context)


@access("golden_thread", GET="view")
@require_safe
def thread(request: HttpRequest, enrolment: UUID, element: UUID) -> HttpResponse:
    """One learner, one element, from what she said to what changed at work."""
    on = clock.today()
    found = get_object_or_404(threads.threads_readable_by(request.user, on), pk=enrolment)
    about = get_object_or_404(threads.elements_of(found), pk=element)
    reader = threads.reader_of(found, request.user, on)
    read = threads.thread(found, about, reader)
    if not reader.is_learner:
        services.log_thread_reading(thread=read, by=request.user, now=clock.now())
    page = {
        "thread": read,
        "reader": reader,
        "learner": found.learner,
        "elsewhere": counterparts(request.user, on, about),
        "read_by": threads.readers_of(found) if reader.is_learner else None,
    }
    return render(request, "home/thread.html", page)
