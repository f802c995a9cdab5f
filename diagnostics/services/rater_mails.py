"""How often colleagues are written to on a learner's behalf: so many mails a day to one address, and to so many
addresses, whoever asks and whatever was removed in between."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from carnegie.core.errors import Refused
from carnegie.people.models import User
from diagnostics.enums import ASKS_A_DAY
from diagnostics.models import RaterMail

A_DAY = dt.timedelta(days=1)


class MailsOfADay:
    """What was owed on one learner's behalf within the last day. Made in a transaction: until it ends nobody else adds
    to it, also not for another panel of hers."""

    def __init__(self, learner_id: UUID, now: dt.datetime) -> None:
        self.learner = User.objects.select_for_update(no_key=True).get(pk=learner_id)
        self.now = now
        recent = RaterMail.objects.filter(learner=self.learner, at__gt=now - A_DAY)
        self.written = Counter(recent.values_list("digest", flat=True))

    def may_write(self, email: str) -> bool:
        digest = RaterMail.digest_of(self.learner, email)
        has_room = digest in self.written or len(self.written) < settings.RATER_ADDRESSES_A_DAY
        return has_room and self.written[digest] < ASKS_A_DAY

    def require_room(self, emails: Iterable[str]) -> None:
        """Refused: an address that was written to twice, and more addresses than one learner's mails may go to."""
        digests = {RaterMail.digest_of(self.learner, email): email for email in emails}
        often = [email for digest, email in digests.items() if self.written[digest] >= ASKS_A_DAY]
        if often:
            said = {"email": ", ".join(often)}
            raise Refused(_("Twice within a day a mail was written to %(email)s. Ask again tomorrow.") % said)
        if len(self.written.keys() | digests) > settings.RATER_ADDRESSES_A_DAY:
            most = {"count": settings.RATER_ADDRESSES_A_DAY}
            raise Refused(
                _("At most %(count)d people a day can be written to for one learner. Ask the others tomorrow.") % most
            )

    def write(self, email: str) -> None:
        digest = RaterMail.digest_of(self.learner, email)
        self.written[digest] += 1
        RaterMail.objects.create(learner=self.learner, digest=digest, at=self.now)


def forget_mails(*, now: dt.datetime) -> int:
    """Delete what no longer counts; returns how many."""
    deleted, _by_model = RaterMail.objects.filter(at__lte=now - A_DAY).delete()
    return deleted
