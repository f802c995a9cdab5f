"""Journeys through the site in a real browser, told as given, when, then."""
