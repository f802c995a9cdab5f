"""Those who lead at Hillside Primary."""

from carnegie.operations.demo_data.people import PRIMARY
from carnegie.operations.demo_data.stories.shape import (
    Days,
    GoalStory,
    Look,
    NeedStory,
    Piece,
    ProjectStory,
    Stage,
    Story,
)
from programmes.enums import Strategy

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
