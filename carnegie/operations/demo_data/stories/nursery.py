"""Those who lead at Elm Park Nursery."""

from carnegie.operations.demo_data.people import NURSERY
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
