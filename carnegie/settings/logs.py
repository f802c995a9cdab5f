"""Logs: one JSON object a line for machines, or readable lines for a person at a terminal."""

import logging
from typing import Any

import structlog

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


class RefusedRequests(logging.Filter):
    """What Django says of a request that was refused is one line: no traceback, for nothing is broken. Of the address
    it says only what `RequestLogMiddleware` shows, also when a fault of ours is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", None)
        if isinstance(status, int) and status >= 400:
            self._shorten_address(record)
            if status < 500:
                record.exc_info = record.exc_text = None
        return True

    @staticmethod
    def _shorten_address(record: logging.LogRecord) -> None:
        """Django gives the path as the last thing to say."""
        from carnegie.core.middleware import RequestLogMiddleware  # it needs the settings

        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple) and record.args:
            record.args = (*record.args[:-1], RequestLogMiddleware.format_request(request))


def logging_settings(*, as_json: bool, level: str = "INFO") -> dict[str, Any]:
    """Configure structlog, and return Django's LOGGING; every line of a request carries its request_id."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    # Plain tracebacks: the richer form prints local variables, which are people's data.
    renderer: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
                "foreign_pre_chain": SHARED,
            }
        },
        "filters": {"refused": {"()": RefusedRequests}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["refused"]}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "celery": {"level": "INFO"},
            **{name: {"level": level} for name in ("carnegie", "django_structlog")},
        },
    }
