"""The learners and how far each has come. Days count from today (negative: ago); times are London time.

`ranks` has a digit for each of the seventeen statements in reading order: 1 to 5, 0 for "not applicable", `-` for one
that is not answered yet.
"""

from dataclasses import dataclass, field
from enum import IntEnum

from carnegie.operations.demo_data.people import DOMAIN, NURSERY, PRIMARY
from programmes.enums import Strategy

CODES = [*(f"S1.{n}" for n in range(1, 8)), *(f"HTS{n}" for n in range(1, 11))]


class Stage(IntEnum):
    """How far a learner is; a run for an earlier stage of the whole stops her there."""

    ENROLLED = 1
    ANSWERING = 2
    SUBMITTED = 3
    NEEDS = 4
    GOAL = 5
    DRAFT = 6
    PROPOSED = 7
    RETURNED = 8
    APPROVED = 9
    IN_PROGRESS = 10
    WAITING = 11
    REWORK = 12
    SIGNED_OFF = 13


@dataclass(frozen=True)
class NeedStory:
    title: str
    reason: str
    context: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """A look back at the goal."""

    day: int
    confidence: int
    note: str
    is_blocked: bool = False


@dataclass(frozen=True)
class GoalStory:
    title: str
    measure: str
    baseline: str
    target: str
    due: int
    next_look: int | None
    strategies: tuple[str, ...]
    why: str
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True)
class Piece:
    """One piece of evidence: a text, or a file (`file` names which of the demo's own is made)."""

    day: int
    title: str
    shows: str
    text: str = ""
    file: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class ProjectStory:
    title: str
    context: str
    aim: str
    stakeholders: str
    risks: str
    ethics: str
    for_self: str
    for_team: str
    for_organisation: str
    measures: tuple[tuple[str, str, str], ...] = ()
    milestones: tuple[tuple[str, int, bool], ...] = ()
    evidence: tuple[Piece, ...] = ()
    return_reason: str = ""
    mended_aim: str = ""
    review: str = ""


@dataclass(frozen=True)
class Days:
    """On which day each step was taken."""

    began: int = -50
    submitted: int = -47
    needs: int = -44
    goal: int = -40
    drafted: int = -36
    proposed: int = -34
    returned: int = -31
    again: int = -29
    approved: int = -27
    started: int = -25
    handed_in: int = -6
    reviewed: int = -3


@dataclass(frozen=True)
class Story:
    key: str
    name: str
    job: str
    employer: str
    stage: Stage
    ranks: str = "-" * 17
    examples: dict[str, str] = field(default_factory=dict)
    needs: tuple[NeedStory, ...] = ()
    goal: GoalStory | None = None
    project: ProjectStory | None = None
    days: Days = Days()

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


AMARA = Story(
    key="amara",
    name="Amara Okafor",
    job="Deputy manager",
    employer=NURSERY,
    stage=Stage.IN_PROGRESS,
    ranks="44344333332323323",
    examples={
        "HTS6": "Our early years team learns by accident, not by plan. New people copy whoever is on shift.",
        "HTS1": "Parents tell us that the welcome at the door is warm, even on a wet Monday.",
        "HTS8": "We change things often, and I cannot say which of the changes helped.",
    },
    needs=(
        NeedStory(
            "Helping colleagues to grow on purpose",
            "Three new practitioners start in January, and they should not have to learn by accident.",
            "The toddler and pre-school rooms at Elm Park, eleven practitioners.",
            ("HTS6",),
        ),
        NeedStory(
            "Seeing whether a change has helped",
            "We move on to the next idea before we know what became of the last one.",
            "Room meetings on Thursdays.",
            ("HTS8",),
        ),
    ),
    goal=GoalStory(
        "Every practitioner has one observed hour a month",
        "The rota shows an observed hour and a conversation for each practitioner, each month.",
        "0 of 11",
        "11 of 11",
        due=75,
        next_look=0,
        strategies=(Strategy.COACHING, Strategy.WORK_SHADOWING),
        why="I learn by doing it beside somebody, and then talking about it the same day.",
        looks=(
            Look(-28, 3, "Four people have had theirs. Finding cover after lunch is the hard part."),
            Look(-14, 4, "Seven of eleven. Two asked when their next one is, which made my week."),
        ),
    ),
    project=ProjectStory(
        "A calmer start to the day",
        "Between eight and nine, thirty children arrive in three rooms. New practitioners meet the hardest hour of the "
        "day with the least support.",
        "Pairs of practitioners observe each other’s first hour every Tuesday, and agree one small change a week.",
        "Eleven practitioners, Carl as room leader, parents at drop-off, and the children.",
        "Cover when somebody is off sick; being watched can feel like being judged.",
        "Parents are told why we observe. Notes are about what adults do and name no child.",
        "I learn to give feedback that people can use, and stop mending everything myself.",
        "New colleagues have somebody beside them in the hardest hour, and a say in what changes.",
        "Children settle sooner, and fewer practitioners leave in their first year.",
        measures=(
            ("Minutes until the toddler room is settled", "40", "20"),
            ("Practitioners with a monthly observed hour", "0 of 11", "11 of 11"),
        ),
        milestones=(
            ("Agree how we observe, with the whole team", -23, True),
            ("First round of paired observations", -16, True),
            ("Half-way look at the notes with Carl", -7, True),
            ("Second round, with the new practitioners", 12, False),
            ("Ask parents and the team what has changed", 40, False),
        ),
        evidence=(
            Piece(
                -18,
                "How we agreed to observe",
                "The team wrote the rules, not I.",
                text="We look at one thing only. We write what we saw, not what we think of it. We talk the same day, "
                "standing up, ten minutes. The person observed says first what she noticed.",
                is_shared=True,
            ),
            Piece(
                -12,
                "Minutes until settled, six Tuesdays",
                "The room settles sooner on the days after a paired observation.",
                file="chart",
                is_shared=True,
            ),
            Piece(
                -5,
                "Observation rota and what we changed",
                "Who observed whom, and the one change each pair chose.",
                file="rota",
            ),
        ),
        return_reason="This matters, and the hour you chose is the right one. Please say how you will know by March "
        "that it is calmer: one number that a parent would recognise.",
        mended_aim="Pairs of practitioners observe each other’s first hour every Tuesday, and agree one small change a "
        "week, until the toddler room is settled twenty minutes after the doors open instead of forty.",
        review="You changed the hour that everybody dreaded, and you let the team write the rules for it. The chart is "
        "honest about the two bad Tuesdays. Keep the pairs going when the new colleagues start.",
    ),
)

BEN = Story(
    key="ben",
    name="Ben Ahmed",
    job="Assistant headteacher",
    employer=PRIMARY,
    stage=Stage.GOAL,
    ranks="44443443433233232",
    examples={
        "HTS9": "I know the secondary school’s gate better than the people behind it.",
        "HTS2": "Year 4 teachers asked to plan fractions together after the learning walk.",
    },
    needs=(
        NeedStory(
            "A better bridge to secondary school",
            "Last year two of our Year 6 children stopped coming to school in their first half-term there.",
            "Year 6, and three secondary schools nearby.",
            ("HTS9",),
        ),
        NeedStory(
            "Conversations about support that parents trust",
            "Families hear about extra support late, and from several of us.",
            "Fourteen families of children with a support plan.",
            ("HTS5",),
        ),
    ),
    goal=GoalStory(
        "Every child moving on in September is known by one adult there",
        "A named adult at the new school has met each child before the summer.",
        "4 of 29 children",
        "29 of 29 children",
        due=120,
        next_look=-16,
        strategies=(Strategy.COMMUNITY, Strategy.WORK_SHADOWING),
        why="The people I need are outside my school, so I have to go and meet them.",
        looks=(Look(-30, 3, "Two of three schools have answered. I shadow their transition lead next week."),),
    ),
)

GRACE = Story(
    key="grace",
    name="Grace Lindqvist",
    job="Room leader",
    employer=NURSERY,
    stage=Stage.SIGNED_OFF,
    ranks="34344343343333312",
    examples={"HTS2": "Story time was the same five children answering."},
    needs=(
        NeedStory(
            "More children talking in story time",
            "Quiet children stay quiet, and I plan for the ones who do not.",
            "Pre-school room, twenty-two children.",
            ("HTS2",),
        ),
        NeedStory(
            "Giving feedback without softening it away",
            "My feedback is so kind that nobody can find it.",
            "Two apprentices in my room.",
            ("HTS6",),
        ),
    ),
    goal=GoalStory(
        "Every child speaks in story time at least once a week",
        "A tally on the door shows each child’s name ticked once a week.",
        "9 of 22 children",
        "22 of 22 children",
        due=-8,
        next_look=None,
        strategies=(Strategy.PROBLEM_BASED, Strategy.REFLECTION),
        why="Small trials suit me: try, look, try again.",
        looks=(
            Look(-26, 3, "Smaller groups help at once. Puppets help more."),
            Look(-12, 5, "Twenty of twenty-two this week, and Idris told a whole story."),
        ),
    ),
    project=ProjectStory(
        "Every voice in story time",
        "In a group of twenty-two, five children do the talking.",
        "Story time in three small groups with a talking puppet, and a weekly tally of who has spoken.",
        "Pre-school room team, two apprentices, families who get the story to take home.",
        "Three groups need three adults; Wednesdays are short.",
        "Tallies carry first names and stay in the room.",
        "I plan for the quiet children first.",
        "The apprentices each lead a group of their own.",
        "More children are ready to speak up when they start school.",
        measures=(("Children who speak in a week", "9 of 22", "22 of 22"),),
        milestones=(("Groups and puppets ready", -24, True), ("Four weeks of tallies", -9, True)),
        evidence=(
            Piece(-20, "Tally, first two weeks", "Nine children became fifteen.", file="tally", is_shared=True),
            Piece(
                -9,
                "What the apprentices said",
                "They noticed the children that I had missed.",
                text="“When the group is seven I can hear who is about to speak.” Both want to keep their group.",
            ),
        ),
        review="Fifteen children, then twenty: and you show how. Your notes on Wednesdays are the most useful page, "
        "because they say what did not work. Signed off with pleasure.",
    ),
)

PRIYA = Story(
    key="priya",
    name="Priya Nair",
    job="Phase leader, Years 3 and 4",
    employer=PRIMARY,
    stage=Stage.PROPOSED,
    ranks="44443443323334322",
    examples={"HTS3": "We assess a great deal and use a little of it."},
    needs=(
        NeedStory(
            "Assessment that changes Monday’s lesson",
            "Our tests tell us in July what we needed in October.",
            "Four classes, Years 3 and 4.",
            ("HTS3",),
        ),
        NeedStory(
            "A team that plans together",
            "Good lessons stay in one classroom.",
            "Four teachers, one afternoon a week.",
            ("HTS2",),
        ),
    ),
    goal=GoalStory(
        "One short check a week that we act on",
        "Each Friday check leads to one change in Monday’s plan.",
        "0 of 4 classes",
        "4 of 4 classes",
        due=60,
        next_look=6,
        strategies=(Strategy.ACTION_LEARNING,),
        why="I need other people’s questions more than another course.",
        looks=(Look(-9, 4, "Two classes try it. The checks got shorter, which is the point."),),
    ),
    project=ProjectStory(
        "Friday checks, Monday lessons",
        "Four classes teach the same units and find the same gaps separately.",
        "A five-question check each Friday, looked at together for twenty minutes, and one change on Monday.",
        "Four class teachers, two teaching assistants, the maths lead.",
        "It becomes one more test if we let it.",
        "Results are used in the team only and never ranked by class.",
        "I lead a team meeting that people would miss.",
        "Planning time is shared, and gaps are seen in the week they open.",
        "Fewer children carry the same gap into Year 5.",
        measures=(("Gaps still open after four weeks", "14", "5"),),
    ),
    days=Days(began=-40, submitted=-38, needs=-30, goal=-24, drafted=-12, proposed=-6),
)

MEI = Story(
    key="mei",
    name="Mei Tan",
    job="Special needs co-ordinator",
    employer=NURSERY,
    stage=Stage.WAITING,
    ranks="45444444344453332",
    examples={"HTS7": "Review meetings overrun and the last family gets ten minutes."},
    needs=(
        NeedStory(
            "Meetings that families leave lighter",
            "Families wait weeks for a meeting and leave with a list.",
            "Nine families with a support plan.",
            ("HTS7",),
        ),
        NeedStory(
            "Sharing what I know about early support",
            "Colleagues come to me for answers that they could find together.",
            "All three rooms.",
            ("HTS5", "HTS6"),
        ),
    ),
    goal=GoalStory(
        "Review meetings of thirty minutes with one agreed next step",
        "Each family can say the next step when they leave.",
        "2 of 9 families",
        "9 of 9 families",
        due=20,
        next_look=9,
        strategies=(Strategy.MENTORING, Strategy.WORK_SHADOWING),
        why="I have seen it done well once and want to see it again.",
        looks=(Look(-13, 4, "Seven meetings done; six families could say the next step."),),
    ),
    project=ProjectStory(
        "Thirty minutes, one next step",
        "Review meetings are long, late and heavy.",
        "A one-page plan sent a week before, thirty minutes together, and one next step written by the family.",
        "Nine families, key people in three rooms, the area special needs team.",
        "Some families need more than thirty minutes; they get a second meeting, not a longer one.",
        "Plans stay in the locked folder; families choose what is shared.",
        "I listen more than I write.",
        "Key people lead the meeting for their own child.",
        "Families are seen in two weeks instead of six.",
        measures=(("Days a family waits", "42", "14"), ("Families who can say the next step", "2 of 9", "9 of 9")),
        milestones=(("One-page plan tried with two families", -20, True), ("All nine families met", -4, True)),
        evidence=(
            Piece(
                -15,
                "The one-page plan",
                "Three questions, in the family’s own words.",
                text="What is going well? What worries you most? What would make next week easier?",
                is_shared=True,
            ),
            Piece(-4, "Waiting times", "From forty-two days to sixteen.", file="chart"),
        ),
        review="Clear and gentle. I still look for a word on the two families who needed longer.",
    ),
    days=Days(handed_in=-2),
)

CALLUM = Story(
    key="callum",
    name="Callum Fraser",
    job="Physical education lead",
    employer=PRIMARY,
    stage=Stage.REWORK,
    ranks="34343343234433221",
    examples={"HTS4": "Lunchtime decides how the afternoon goes."},
    needs=(
        NeedStory(
            "Calm after lunch",
            "The first lesson of the afternoon is lost to what happened on the playground.",
            "Years 5 and 6, two playgrounds.",
            ("HTS4",),
        ),
        NeedStory(
            "Finding out whether it worked",
            "I count equipment, not quarrels.",
            "Lunchtime team of five.",
            ("HTS8",),
        ),
    ),
    goal=GoalStory(
        "Afternoon lessons start on time four days in five",
        "A tick on the door when the lesson starts within five minutes.",
        "1 day in 5",
        "4 days in 5",
        due=30,
        next_look=-3,
        strategies=(Strategy.PROBLEM_BASED,),
        why="I have to see the problem in front of me.",
        looks=(Look(-17, 3, "Three days in five. Rain undoes it."),),
    ),
    project=ProjectStory(
        "Play leaders at lunch",
        "Two hundred children, five adults, and one ball.",
        "Year 6 play leaders run five zones, and the lunchtime team helps where it is needed.",
        "Twenty play leaders, five lunchtime staff, class teachers.",
        "Play leaders miss their own play; they take turns.",
        "Children choose to lead and may stop at any time.",
        "I hand over what I used to run.",
        "Lunchtime staff have a plan and a voice in it.",
        "Lessons begin on time.",
        measures=(("Days a week that lessons start on time", "1", "4"),),
        milestones=(("Play leaders chosen and trained", -18, True), ("Zones open every day", -8, True)),
        evidence=(
            Piece(
                -10,
                "Play leaders’ own rules",
                "Written by twenty children in one lunchtime.",
                text="Everybody can join. Swap after ten minutes. If it is not fun, change the game.",
            ),
        ),
        review="The play leaders are a lovely idea and it shows. Before I sign off, add the ticks from the classroom "
        "doors for four weeks: without them we cannot tell calm from quiet.",
    ),
)

RUTH = Story(
    key="ruth",
    name="Ruth Adeyemi",
    job="Baby room leader",
    employer=NURSERY,
    stage=Stage.IN_PROGRESS,
    ranks="44345433334434322",
    examples={"HTS1": "We say that every baby has a key person. On Fridays that is not true."},
    needs=(
        NeedStory(
            "A key person every day",
            "On Fridays babies are passed along like parcels.",
            "Baby room, nine babies, five practitioners.",
            ("HTS1",),
        ),
        NeedStory(
            "A rota that people helped to make",
            "I make the rota alone at ten at night.",
            "Five practitioners, two of them part time.",
            ("HTS7",),
        ),
    ),
    goal=GoalStory(
        "Each baby is met by one of her two key people every morning",
        "The door sheet shows who met whom.",
        "3 days in 5",
        "5 days in 5",
        due=45,
        next_look=5,
        strategies=(Strategy.COACHING, Strategy.FOCUS_GROUP),
        why="The team knows the answer better than I do.",
        looks=(Look(-9, 4, "Four days in five for two weeks. Fridays are better than Mondays now."),),
    ),
    project=ProjectStory(
        "Two key people for every baby",
        "Part-time hours leave babies without their person.",
        "Pairs of key people share three babies each, and plan their week together.",
        "Nine families, five practitioners, Lena as manager.",
        "Illness in one pair; a third person is named for each.",
        "Families agree to the pair and meet both.",
        "I stop writing the rota alone.",
        "Practitioners plan their own week.",
        "Settling in takes days instead of weeks.",
        measures=(("Days in five with a key person at the door", "3", "5"),),
        milestones=(("Pairs agreed with families", -15, True), ("Door sheet reviewed after a month", 9, False)),
        evidence=(
            Piece(
                -8,
                "Door sheet, two weeks",
                "Who met whom, and the two mornings it failed.",
                file="tally",
                is_shared=True,
            ),
        ),
    ),
    days=Days(drafted=-30, proposed=-28, returned=-26, again=-25, approved=-24, started=-22),
)

OWEN = Story(
    key="owen",
    name="Owen Hughes",
    job="Year 6 teacher and English lead",
    employer=PRIMARY,
    stage=Stage.APPROVED,
    ranks="44443444433433233",
    examples={"HTS8": "We wrote seven priorities and remember four."},
    needs=(
        NeedStory(
            "Choosing less and finishing it",
            "Seven priorities are none.",
            "English across the school.",
            ("HTS8",),
        ),
        NeedStory(
            "Reading the evidence before the catalogue",
            "We bought two schemes in three years.",
            "English budget.",
            ("HTS2",),
        ),
    ),
    goal=GoalStory(
        "One priority for English until summer, known by everybody",
        "Any adult in school can name it and say what she does differently.",
        "6 of 31 adults",
        "31 of 31 adults",
        due=90,
        next_look=12,
        strategies=(Strategy.SELF_STUDY, Strategy.COMMUNITY),
        why="I like to read first and then argue.",
    ),
    project=ProjectStory(
        "One thing in English",
        "Everybody is busy and nobody could say with what.",
        "Choose one priority with all staff, stop two others in public, and look at it every three weeks.",
        "All teaching staff, the reading governor.",
        "A letter from outside adds an eighth priority.",
        "Lesson visits are announced and notes are shared.",
        "I practise saying no.",
        "Teachers get an hour a week back.",
        "Reading aloud happens every day in every class.",
        measures=(("Adults who can name the priority", "6 of 31", "31 of 31"),),
        milestones=(("Staff meeting: what we stop", 4, False),),
    ),
    days=Days(drafted=-14, proposed=-11, approved=-4),
)

FATIMA = Story(
    key="fatima",
    name="Fatima Begum",
    job="Room leader, toddlers",
    employer=NURSERY,
    stage=Stage.DRAFT,
    ranks="34344333334323311",
    examples={"HTS9": "The health visitor and I write to each other and never meet."},
    needs=(
        NeedStory(
            "Working with health visitors as one team",
            "Families answer the same questions twice.",
            "Two-year-old checks, fourteen a term.",
            ("HTS9",),
        ),
        NeedStory("Feeling surer of what I see", "I hesitate to write what I notice.", "Toddler room.", ("HTS2",)),
    ),
    goal=GoalStory(
        "Two-year-old checks done together",
        "One conversation with the family instead of two.",
        "0 of 14",
        "7 of 14",
        due=80,
        next_look=14,
        strategies=(Strategy.MENTORING,),
        why="I want somebody to ask.",
    ),
    project=ProjectStory(
        "One conversation at two",
        "Two checks, two forms, one tired family.",
        "",
        "Health visitors, families, toddler room.",
        "",
        "",
        "",
        "",
        "",
    ),
    days=Days(began=-30, submitted=-26, needs=-21, goal=-15, drafted=-2),
)

DANIEL = Story(
    key="daniel",
    name="Daniel Wright",
    job="Inclusion lead",
    employer=PRIMARY,
    stage=Stage.GOAL,
    ranks="43444343333424222",
    examples={"HTS5": "Support plans are written for the file, not for the child."},
    needs=(
        NeedStory(
            "Plans that a child can read",
            "Children do not know that they have a plan.",
            "Eighteen children in Years 1 to 6.",
            ("HTS5",),
        ),
        NeedStory(
            "Governors who ask about inclusion",
            "The report is noted and filed.",
            "Termly governors’ meeting.",
            ("HTS10",),
        ),
    ),
    goal=GoalStory(
        "Each plan has a page that the child made",
        "The child shows the page to her teacher.",
        "1 of 18",
        "18 of 18",
        due=50,
        next_look=8,
        strategies=(Strategy.PROBLEM_BASED,),
        why="I have to try it with three children before I believe it.",
        looks=(
            Look(-5, 2, "The format belongs to the local authority and may not be changed. Who could say yes?", True),
        ),
    ),
    days=Days(began=-35, submitted=-33, needs=-28, goal=-20),
)

CHLOE = Story(
    key="chloe",
    name="Chloe Evans",
    job="Pre-school teacher",
    employer=NURSERY,
    stage=Stage.GOAL,
    ranks="44343443443323222",
    needs=(
        NeedStory("Outdoor learning in every weather", "We go out when it suits the adults.", "Garden.", ("HTS3",)),
        NeedStory("Leading people older than I am", "I ask twice and then do it myself.", "My room.", ("S1.7",)),
    ),
    goal=GoalStory(
        "Outside every morning by half past nine",
        "A photograph of the clock and the garden each day.",
        "2 days in 5",
        "5 days in 5",
        due=40,
        next_look=-9,
        strategies=(Strategy.REFLECTION,),
        why="A photograph does not let me pretend.",
        looks=(Look(-23, 3, "Three days in five, one of them in hail."),),
    ),
    days=Days(began=-42, submitted=-41, needs=-37, goal=-36),
)

SAMUEL = Story(
    key="samuel",
    name="Samuel Osei",
    job="Year 2 teacher",
    employer=PRIMARY,
    stage=Stage.NEEDS,
    ranks="33343332333322211",
    examples={"HTS4": "I am firm with the class and unsure with the parents."},
    needs=(
        NeedStory(
            "Talking with parents about behaviour",
            "I put off the call until Friday and then spoil two weekends.",
            "Year 2, three families.",
            ("HTS4", "HTS9"),
        ),
        NeedStory("Marking less and saying more", "I write at night what I could say by day.", "Year 2.", ("HTS3",)),
    ),
    days=Days(began=-14, submitted=-12, needs=-8),
)

HANNAH = Story(
    key="hannah",
    name="Hannah Price",
    job="Nursery administrator",
    employer=NURSERY,
    stage=Stage.SUBMITTED,
    ranks="45443400233420231",
    examples={"HTS7": "The waiting list lives in three places, one of them my head."},
    days=Days(began=-12, submitted=-10),
)

TOM = Story(
    key="tom",
    name="Tom Reilly",
    job="Year 5 teacher",
    employer=PRIMARY,
    stage=Stage.ANSWERING,
    ranks="34433342233------",
    examples={"S1.2": "I told the team that my idea had not worked, and they thanked me."},
    days=Days(began=-2),
)

JOSEPH = Story("joseph", "Joseph Clarke", "Site and operations manager", PRIMARY, Stage.ENROLLED)

STORIES = (
    AMARA,
    BEN,
    GRACE,
    PRIYA,
    MEI,
    CALLUM,
    RUTH,
    OWEN,
    FATIMA,
    DANIEL,
    CHLOE,
    SAMUEL,
    HANNAH,
    TOM,
    JOSEPH,
)

OTTO = Story(
    key="otto",
    name="Otto Keller",
    job="Room leader",
    employer=NURSERY,
    stage=Stage.DRAFT,
    ranks="33333333333333333",
    examples={"HTS1": "We are kind to each other and shy of disagreeing."},
    needs=(
        NeedStory("Disagreeing well", "Nobody says no, and then nobody does it.", "Team meetings.", ("HTS1",)),
        NeedStory("Leading without a title", "I lead a room that I also work in.", "Garden room.", ("S1.7",)),
    ),
    goal=GoalStory(
        "One honest question in every team meeting",
        "Minutes show a question that changed the decision.",
        "0",
        "1 a meeting",
        due=60,
        next_look=10,
        strategies=(Strategy.ACTION_LEARNING,),
        why="I need practice where it is safe.",
    ),
    project=ProjectStory(
        "The honest question",
        "Meetings end early because nobody disagrees.",
        "One colleague a meeting is asked to disagree.",
        "Garden room team.",
        "It could feel staged.",
        "Nobody is quoted outside the room.",
        "I learn to hear a no.",
        "Decisions last.",
        "Fewer plans are quietly dropped.",
    ),
)
