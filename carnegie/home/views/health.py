"""For load balancers and watchers: is this process alive, and can it do its work."""

from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu import Connection
from kombu.exceptions import OperationalError

from carnegie.core import clock
from carnegie.notifications.selectors import lag

log = structlog.get_logger(__name__)


@login_not_required
@never_cache
@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def health_ready(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, with what is degraded; 503 without the database."""
    database, waited = _database()
    broker = _broker()
    degraded = [name for name, works in (("database", database), ("broker", broker)) if not works]
    body: dict[str, Any] = {
        "status": "ok" if not degraded else "degraded" if database else "unavailable",
        "database": database,
        "broker": broker,
        "reminder_lag_seconds": waited,
        "degraded": degraded,
    }
    return JsonResponse(body, status=200 if database else 503)


def _database() -> tuple[bool, float | None]:
    """Whether the database answers, and for how many seconds the oldest due reminder has waited."""
    try:
        waited = lag(clock.now())
    except DatabaseError as error:
        connection.close()
        log.warning("database_unreachable", reason=str(error))
        return False, None
    return True, round(waited.total_seconds(), 1)


def _broker() -> bool:
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_timeout": 1, "socket_connect_timeout": 1}
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options, connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
            return True
    except (OperationalError, OSError) as error:
        log.warning("broker_unreachable", reason=str(error))
        return False
