"""Who is in the demo. Every name, workplace and address is invented."""

from dataclasses import dataclass

PASSWORD = "carnegie-demo"  # noqa: S105 - the demo's own, printed in the README
DOMAIN = "demo.test"

PROVIDER = "Northbridge Leadership"
OTHER_PROVIDER = "Harbour Learning Partnership"
NURSERY = "Elm Park Nursery"
PRIMARY = "Hillside Primary"


@dataclass(frozen=True)
class Person:
    """Somebody who is not a learner of the cohort; `relation` is how the command's report calls her."""

    key: str
    name: str
    relation: str

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


BILL = Person("bill", "Bill Fairweather", "facilitator")
CORA = Person("cora", "Cora Whitfield", "coach")
CARL = Person("carl", "Carl Brandt", "workplace colleague")
LENA = Person("lena", "Lena Moss", "line manager")
DEE = Person("dee", "Dee Hartley", "programme admin")
SAM = Person("sam", "Sam Teague", "sponsor")
ROOT = Person("root", "Rory Stone", "system admin")
OLGA = Person("olga", "Olga Petrova", "facilitator of another cohort")
PIA = Person("pia", "Pia Lund", "admin of another provider")

STAFF = (BILL, CORA, CARL, LENA, DEE, SAM, ROOT, OLGA, PIA)

# For more learners than there are stories.
MORE_FIRST = (
    "Aisha",
    "Bronwen",
    "Connor",
    "Deepa",
    "Elliot",
    "Freya",
    "Gareth",
    "Holly",
    "Imran",
    "Jess",
    "Kofi",
    "Leanne",
    "Marcus",
    "Nadia",
    "Oliver",
    "Poppy",
    "Rohan",
    "Sian",
    "Theo",
    "Yasmin",
)
MORE_LAST = (
    "Abbott",
    "Bailey",
    "Chowdhury",
    "Davies",
    "Eze",
    "Foster",
    "Griffiths",
    "Hassan",
    "Iqbal",
    "Jenkins",
    "Kaur",
    "Lawson",
    "Mensah",
    "Newton",
    "Parry",
    "Quigley",
    "Roberts",
    "Sharma",
    "Turner",
    "Walsh",
)
MORE_JOBS = ("Room leader", "Phase leader", "SENCO", "Assistant headteacher", "Deputy manager", "Subject leader")
