"""Application at work: goals, work based projects, evidence, reviews.

Builds on diagnostics: a goal cites the need it answers.
"""
