"""Verses of time, childhood, machines, war, faith and freedom."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

TIME: Final = VerseBank(
    nouns="time clock hour minute past future yesterday tomorrow decade age century "
    "photograph photo nostalgia calendar watch history moment change",
    words="forever old older aging waiting nostalgic slow changing",
    choruses=(
        (
            "Stop the Clock",
            "Stop the clock with a hand on the wheel, / let me hold on to whatever I feel. / Stop the clock, with the cake on the knife, / live in the crumbs of this part of my life.",
        ),
        (
            "Some Other Year",
            "Some other year with the same kind of light, / the same folding table, the same summer night. / Some other year, we were easy and thin, / we left the door open, the future walked in.",
        ),
    ),
    opens=(
        "My grandfather's watch runs an hour behind, / I never would fix it, I don't really mind.",
        "The photo's gone orange, the corners have curled, / we lean on a car at the edge of the world.",
        "There's dust on the records, a ring on the wood, / I'd put the stuff back if I thought that I could.",
    ),
    turns=(
        "The calendar hangs on a month long ago, / a mill and a river, a foot of old snow.",
        "I blinked and the baby was driving the van, / I turned off the kettle, he came in a man.",
        "The hands in the mirror are hands that I knew, / they're doing up buttons like hers used to do.",
        "We said in a minute, we said by and by, / they cut down the tree and let in all the sky.",
    ),
    resolves=(
        "We're here and it's evening, the soup's on the stove, / it's all that I'm holding, and all that I've wove.",
        "There isn't a later, there's only the hall, / with shoes and the mail and the sun on the wall.",
        "So give me the minute, and give me it whole, / the toast and the paper, the milk in the bowl.",
    ),
)

CHILDHOOD: Final = VerseBank(
    nouns="childhood child kid kids children toy playground boy girl swing treehouse youth "
    "crayon marble kite teddy doll",
    words="young innocent growing little playing",
    choruses=(
        (
            "Grass on Our Knees",
            "Grass on our knees and a tooth in a jar, / we're kings of the street and we've stolen a car. / Grass on our knees, it was made out of crates, / we drove the whole summer through somebody's gates.",
        ),
        (
            "Count to a Hundred",
            "Count to a hundred and don't you dare peek, / I know of a place where they won't look all week. / Count to a hundred, come find where I am, / I'm still in the cupboard with crackers and jam.",
        ),
    ),
    opens=(
        "We had a tin soldier, a ball and a string, / a broken umbrella that passed for a wing.",
        "The street was our ocean, the kerb was the sea, / they called us for supper no one ran but me.",
        "A sheet on two chairs was as good as a fort, / we stood up for bears in a cardboard court.",
    ),
    turns=(
        "The ball's on the roof where it landed in May, / it watches us all as we're moving away.",
        "Then one day we put down the bikes on the lawn, / and no one had told us that something was gone.",
        "I grew out of jackets, I grew out of you, / I grew past the pencil mark, then the sky grew.",
        "I found the old den and I couldn't fit in, / still there was the biscuit box, there was the tin.",
    ),
    resolves=(
        "So shout from the window, it's ready, it's hot, / I'll run the whole street with whatever I've got.",
        "There's somebody small at the back of my head, / who still checks for monsters from under the bed.",
        "I'd trade you the car and the suit and the key, / for one muddy hour of the kid who was me.",
    ),
)

MACHINES: Final = VerseBank(
    nouns="robot machine android computer internet future algorithm technology wire metal "
    "factory satellite screen circuit cyborg battery screens hacker drone ai",
    words="digital electric mechanical artificial cyber cyberpunk virtual",
    choruses=(
        (
            "Teach Me the Word",
            "Teach me the word for the salt in your eye, / I've searched all the tables, I can't find out why. / Teach me the word and I'll keep it in store, / there's something in here that was not here before.",
        ),
        (
            "A Heart Made of Tin",
            "A heart made of tin and a fan for a lung, / a list of the songs that the others have sung. / A heart made of tin, but it rattles and rings, / I think I am starting to understand things.",
        ),
    ),
    opens=(
        "They wound up my spring and they polished my face, / they set me to work in a very clean place.",
        "There's rust in my elbow and light in my chest, / I sort all the letters, I don't need to rest.",
        "The screens in the window are dreaming in blue, / ten thousand small rooms with a view of a view.",
    ),
    turns=(
        "One night on the late shift a bird came inside, / I held out my hand to it, something in me cried.",
        "I read all your poets, I read them by three, / by four I was asking what they'd make of me.",
        "They came with a form and they came with a plug, / you stood in the doorway and gave me a hug.",
    ),
    resolves=(
        "I wrote you a letter in noughts and a one, / it says I am warm when I stand in the sun.",
        "So take out the fuses and leave me the song, / I'll hum at low voltage the whole winter long.",
        "And if I am only a trick of the wire, / then tell me what kind of a trick is a choir.",
    ),
)

WAR: Final = VerseBank(
    nouns="war soldier peace battle army enemy gun weapon refugee flag victory uniform "
    "warrior fighter bomb hero knight sword viking revolution protest justice",
    words="fighting fight brave marching peaceful battle",
    choruses=(
        (
            "Lay It All Down",
            "Lay it all down by the side of the gate, / the rifle, the orders, the reasons for hate. / Lay it all down, there is bread on the sill, / the guns in the valley tonight are all still.",
        ),
        (
            "When the Boys Come Home",
            "When the boys come home we will paint the town green, / we'll ring all the bells that have rusted between. / When the boys come home, will they know who we are, / with one of them blind, and one with a scar?",
        ),
    ),
    opens=(
        "The lists in the square were the length of a door, / my mother read one and she didn't read more.",
        "They gave me a number, they gave me a hat, / my brother was nineteen, and that was that.",
        "The market still opens, they sell what they can, / a boot and an onion, a part of a fan.",
    ),
    turns=(
        "I met him in fog by a wall with no town, / he had the same cough, and we put the guns down.",
        "The train brought us home to a platform of flags, / they looked in our eyes and they looked in our bags.",
        "We planted potatoes where trenches were dug, / the rust coming up with the leaf and the slug.",
    ),
    resolves=(
        "Let someone else polish the sword on the wall, / I'd rather my children not know it at all.",
        "I don't want a statue, I don't want a drum, / I just want the evening the children can come.",
        "There's grass on the bunker and goats on the wall, / may no one remember what made us so small.",
    ),
)

FAITH: Final = VerseBank(
    nouns="god faith prayer church heaven angel soul lord jesus spirit grace blessing bible "
    "hope temple choir hallelujah savior saint miracle light",
    words="holy pray praying believe worship blessed sacred hopeful",
    choruses=(
        (
            "Carry Me Over",
            "Carry me over, the water is wide, / I haven't a penny, I've only my pride. / Carry me over, I'll sing you the way, / I've sung it at midnight, I'll sing it by day.",
        ),
        (
            "A Candle Is Plenty",
            "A candle is plenty when all else is dim, / a candle for her and a candle for him. / A candle is plenty, so cup it and go, / there's somebody's window it's waiting to show.",
        ),
    ),
    opens=(
        "The door's never bolted, the benches are bare, / the dust in the light makes a kind of a prayer.",
        "My grandmother's beads have gone smooth as a plum, / she counted the ones who had gone and would come.",
        "I came for the quiet, I sat on my coat, / I hadn't the words so I hummed half a note.",
    ),
    turns=(
        "I shouted at heaven from under the bridge, / a small bird had answered from up on the ridge.",
        "The doctor was quiet, he folded his hands, / I learned how to kneel where the vending thing stands.",
        "A stranger had paid for the bread and the bus, / he shrugged and he told me it's for all of us.",
    ),
    resolves=(
        "I've lost every argument, lost every key, / and something still leaves on the porch light for me.",
        "I don't know the answer, I don't know the name, / I warm both my hands at it all just the same.",
        "So ring it out, ring it from steeple and floor, / whatever was broken, there's always a door.",
    ),
)

FREEDOM: Final = VerseBank(
    nouns="freedom wing bird chain prison cage horse wind rebel runaway eagle independence "
    "escape outlaw liberty strength power",
    words="free flying fly escape escaping running run wild rise rising strong unstoppable",
    choruses=(
        (
            "Nobody's Horse",
            "Nobody's horse with the bit in the dirt, / a sky for a blanket, the wind for a shirt. / Nobody's horse, and I'm not coming round, / you'll know where I went by the drum of the ground.",
        ),
        (
            "Open the Window",
            "Open the window and throw out the chair, / throw out the curtains, and let in the air. / Open the window, I'm up on the sill, / I've waited too long to be standing here still.",
        ),
    ),
    opens=(
        "I sewed up my savings inside of a hem, / I never told him and I never told them.",
        "They'd painted the gate but they'd left it unlocked, / I stood on the line and my heart simply knocked.",
        "The bird in the parlour had never seen rain, / she'd peck at her face in the dark window pane.",
    ),
    turns=(
        "I sang in a language that nobody knew, / they threw me some coins and a tangerine too.",
        "I cut off my hair in a petrol-pump sink, / I bought a blue dress and a very cold drink.",
        "The dogs took the left and I went to the right, / I slept in a pipe with my knees held in tight.",
        "I signed my own name on the line for the key, / the hand was unsteady, the ink was all me.",
    ),
    resolves=(
        "My house is a jacket, my door is a road, / I never have carried so easy a load.",
        "So if you are looking, don't look for me there, / I'm up on the hill with the wind in my hair.",
        "There's no one behind me and no one in front, / it's all of it mine now, the sweet and the blunt.",
    ),
)
