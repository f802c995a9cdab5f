"""What gunicorn reads when the launcher starts it: web processes never outlive their master."""

import signal
from typing import Any

from carnegie.operations.embedded.child import end_with_parent

control_socket_disable = True


def post_fork(_server: Any, _worker: Any) -> None:
    end_with_parent(signal.SIGKILL)
