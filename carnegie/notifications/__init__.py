"""Reminders: rows in the database, delivered by a tick that may run twice. Mechanism only.

Owns Reminder and the registry of reminder kinds; each app above registers what its reminders mean.
Builds on carnegie.people.
"""
