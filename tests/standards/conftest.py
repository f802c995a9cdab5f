"""What the tests of frameworks share."""

from collections.abc import Iterator

import pytest

from carnegie.celery import app


@pytest.fixture
def no_broker() -> Iterator[None]:
    """Nothing listens where the broker should be."""
    url, pools = app.conf.broker_url, (app._pool, app.amqp._producer_pool)
    app.conf.broker_url, app._pool, app.amqp._producer_pool = "redis://127.0.0.1:1/0", None, None
    yield
    app.conf.broker_url = url
    app._pool, app.amqp._producer_pool = pools
