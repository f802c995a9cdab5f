"""Provision and who takes part: programmes, modules, events, mapping, cohorts, enrolments, supporters.

Builds on standards: what is taught is mapped to elements.
"""
