"""Writes that span apps."""

from carnegie.home.services.carrying import carry_over, seen_of, undo_carrying
from carnegie.home.services.reading import log_thread_reading

__all__ = ["carry_over", "log_thread_reading", "seen_of", "undo_carrying"]
