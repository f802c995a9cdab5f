"""The local PostgreSQL and Valkey, for a machine that has neither (ADR 0001).

Standard library only and no Django, so that it can run before the settings are read. `session` is the way in.
"""
