"""Verses of work, money, school and the kitchen."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

WORK: Final = VerseBank(
    nouns="work job office boss factory miner shift worker monday deadline desk career mine "
    "farmer nurse doctor builder meeting email strike union overtime computer code "
    "programmer laptop bug",
    words="working labor labour tired hustle grind busy",
    choruses=(
        (
            "Clocking Out",
            "Clocking out with the sun going down, / best of my hours are spent in this town. / Clocking out, with my name on a tag, / sandwich I never ate still in my bag.",
        ),
        (
            "Monday Shoes",
            "Monday shoes on the mat by the door, / they know the way, they have been there before. / Monday shoes, with a hole and a lace, / they take my feet and I carry my face.",
        ),
    ),
    opens=(
        "The bus is all elbows, the windows are wet, / I practise the faces I haven't used yet.",
        "The light in the office is yellow and thin, / the plant in the corner has almost given in.",
        "At five in the morning the bakery's bright, / we're white to the elbows, we've been here all night.",
    ),
    turns=(
        "They called us together and read from a sheet, / a box for the desk and the rest on the street.",
        "They gave me a watch for my thirtieth year, / it stopped on the wall of the bar with my beer.",
        "The new boy was crying in back of the store, / I showed him the trick with the bolt on the door.",
    ),
    resolves=(
        "The whistle has gone and the gates open wide, / there's still a whole evening left over outside.",
        "There's somebody waiting who'll take off my boots, / who couldn't care less about men in their suits.",
        "I'm more than the hours, I'm more than the pay, / I'm who goes home at the end of the day.",
    ),
)

MONEY: Final = VerseBank(
    nouns="money cash dollar gold bank rent debt diamond coin price luxury wallet casino "
    "gambler king crown lottery fortune fame",
    words="rich poor broke paid expensive famous wealthy success ballin",
    choruses=(
        (
            "Pockets",
            "Pockets, oh pockets, with nothing but lint, / richer than anyone down at the mint. / Pockets, oh pockets, all turned inside out, / spent it on living and never on doubt.",
        ),
        (
            "Count It Again",
            "Count it again, put it down, let it lie, / there's nothing in there that I'm wanting to buy. / Count it again by the light of the hall, / it used to seem plenty, it used to seem small.",
        ),
    ),
    opens=(
        "The rent's on the table, the heating is off, / the landlord's outside, I can hear the man cough.",
        "I found a five-dollar bill inside of a book, / I walked past the bakery, gave it a look.",
        "They've chandeliers there that are bigger than cars, / and men at the tables with solid cigars.",
    ),
    turns=(
        "I won on a horse and I lost on a dare, / I bought you a ring and I bought you a chair.",
        "The cheque came in Tuesday, by Friday it's gone, / the fridge sings a note and the night carries on.",
        "I sold the guitar and I kept the old case, / it's holding the shape of the tune in its place.",
    ),
    resolves=(
        "I've nothing in envelopes, nothing in chests, / but look at my table, and look at my guests.",
        "You can't take it with you, they'd charge at the door, / and what would a shroud with the pockets be for?",
        "So give me a Sunday, a window, a pear, / and someone to split it with, fifty-fifty fair.",
    ),
)

SCHOOL: Final = VerseBank(
    nouns="school teacher class student exam lesson college university homework graduation "
    "prom locker textbook classroom campus book library",
    words="learning study studying graduate teenage",
    choruses=(
        (
            "Back Row Kids",
            "Back row kids with our names on the wood, / never so bad and never so good. / Back row kids, and the blinds were pulled down, / drew the way out of this two-penny town.",
        ),
        (
            "Ring the Bell",
            "Ring the bell and let everyone run, / ties round our foreheads, our backs to the sun. / Ring the bell, throw your books in the air, / nothing to know now, and no one to care.",
        ),
    ),
    opens=(
        "There's gum underneath all the desks in the row, / a map of a country, it went long ago.",
        "You sat by the window, you drew on your shoe, / I copied my answers, all crooked, from you.",
        "The gym smelled of rubber, the hall smelled of stew, / I learned my whole heart in the lunch-money queue.",
    ),
    turns=(
        "Miss Carter got married and moved to the coast, / she's who of them all I remember the most.",
        "They called out our names and we walked past the flag, / with all of our futures inside a gym bag.",
        "I went back last winter, the chairs were so small, / I found us still laughing in frames in the hall.",
    ),
    resolves=(
        "The bell in my head still goes off around three, / I look for my bag and the boy who was me.",
        "They taught us the rivers, they taught us the kings, / and no one would mention the more helpful things.",
        "So here is my homework, it's twenty years late: / be good to the kid who stands out by the gate.",
    ),
)

FOOD: Final = VerseBank(
    nouns="coffee tea food bread breakfast dinner cake pizza chocolate wine beer whiskey "
    "soup kitchen cook chef bakery cafe café restaurant pancake taco noodle cheese "
    "cookie burger lunch sushi pasta espresso donut",
    words="hungry cooking delicious eating eat drink drinking baking",
    choruses=(
        (
            "Black Coffee, Two Sugars",
            "Black coffee, two sugars, a chip in the cup, / I'm not saying anything till I've drunk up. / Black coffee, two sugars, the paper, the rain, / now tell me you love me and pour it again.",
        ),
        (
            "Butter on Everything",
            "Butter on everything, salt on the rest, / I cook for the ones that I'm loving the best. / Butter on everything, pull up a stool, / there's no one in here who is bound to a rule.",
        ),
    ),
    opens=(
        "The onions are singing, the garlic comes through, / the window's gone misty with dinner for two.",
        "The barman is folding the napkins in thirds, / the bread is still warm and we're running on words.",
        "There's steam on the ladle and smoke in the pan, / the recipe's lost, so I do what I can.",
    ),
    turns=(
        "I burned the whole dinner, the windows went black, / you ordered two pizzas and kissed my cold back.",
        "The corner place closed and they've boarded the door, / there's still the white ghost of the name of the store.",
        "You asked for the salt and you asked for my hand, / it wasn't the way that the evening was planned.",
    ),
    resolves=(
        "So wipe down the counter and hang up the spoon, / there's still half a pie, and there's most of a moon.",
        "So save me the crust and the end of the jar, / the sweetest things mostly are small, and they are.",
        "When everything's over, the fame and the fuss, / put bread on the table and make room for us.",
    ),
)
