"""Self-assessment against standards: diagnostics, rounds, attempts, answers, profiles, needs.

Builds on programmes: an attempt belongs to an enrolment, and a result proposes provision that covers its gaps.
"""
