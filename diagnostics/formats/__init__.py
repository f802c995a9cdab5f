"""Expected levels as a table for spreadsheets, there and back."""

from diagnostics.formats.target_table import HEADER, Problem, TargetSheet, read_targets, target_table

__all__ = ["HEADER", "Problem", "TargetSheet", "read_targets", "target_table"]
