from carnegie.people.models.organisation import Membership, Organisation
from carnegie.people.models.sharing import SharingGrant
from carnegie.people.models.user import User

__all__ = ["Membership", "Organisation", "SharingGrant", "User"]
