"""People and organisations: who signs in, who employs or provides, and who shares what with whom.

Owns User, Organisation, Membership and SharingGrant. Builds on carnegie.core.
"""
