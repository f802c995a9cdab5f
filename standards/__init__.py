"""Professional standards: frameworks, elements, scales, crosswalks, import and export.

Reference data; knows nothing of programmes. Builds on carnegie.people and carnegie.core.
"""
