"""Small lists of English words that tell where a phrase begins and ends."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.word_sets import word_set

OWNED: Final = word_set("my our your")
DETERMINERS: Final = OWNED | word_set(
    "a an the this that these those his her their its some every each another one two "
    "three no any"
)
PREPOSITIONS: Final = word_set(
    "in at to from near through across around over under on off of by with without for "
    "about into onto beside between behind before after during against along like as "
    "until till beyond among past"
)
TO_A_PLACE: Final = word_set(
    "in at to from near through across around leaving visiting over beyond"
)
FUNCTION_WORDS: Final = (
    DETERMINERS
    | PREPOSITIONS
    | word_set(
        "and or but so if then than when while where who whom whose which what why how "
        "i me we us you he him she it they them myself yourself himself herself itself "
        "themselves is are was were be been being am do does did done have has had will "
        "would can could should shall may might must not never always ever just only "
        "very really too also still again there here up down out back away please make "
        "makes made making want wants wanted write writes need needs let lets get gets "
        "got go goes going gone come comes came know knows knew say says said see sees "
        "saw feel feels felt think thinks thought tell tells told take takes took keep "
        "keeps kept give gives gave find finds found learn learns learned become becomes "
        "became look looks looked seem seems try tries tried because though although "
        "something someone somebody everything everyone nothing nobody anything anyone "
        "lot lots kind sort thing things way bit both all many much more most few own "
        "other same such even now today tonight yes im i'm it's don't isn't dont cant "
        "can't won't ago once already yet maybe else upon per via whether"
    )
)
ADJECTIVES: Final = word_set(
    "old new little big small tiny great good bad long short tall high low deep young "
    "lonely broken lost empty full quiet loud silent soft hard bright dark golden silver "
    "red blue green white black grey gray yellow pink purple orange warm hot cool cold "
    "wet dry sweet bitter happy sad brave strong weak free wild gentle kind cruel strange "
    "beautiful ugly lovely pretty rich poor sleepy tired early late first last best worst "
    "hidden secret forgotten distant far close open closed abandoned ancient modern "
    "electric rainy sunny snowy windy stormy foggy dusty rusty muddy salty starry misty "
    "crowded dirty clean fresh rotten fading burning falling rising dying sleeping "
    "running dancing singing floating shining whole half favorite favourite true false "
    "real only stray blind crooked wooden iron glass paper plastic neon midnight "
    "northern southern eastern western grumpy lazy clumsy curious faithful hopeless "
    "tropical imaginary invisible magical haunted homeless retired childhood high-school "
    "hungry scared angry giant first-ever single married unrequited"
)
ADJECTIVE_ENDINGS: Final = (
    *("ful", "less", "ous", "ish", "ic", "ing", "ed", "able", "ible"),
)
BEFORE_A_VERB: Final = word_set("to i we you they who that and")
VERB_ENDINGS: Final = ("ing", "ed", "ly")
BARE_NOUNS: Final = word_set(
    "love freedom hope faith peace heartbreak loneliness home childhood time death grief "
    "christmas music magic friendship god heaven midnight "
    "money work war fame justice courage sleep regret nostalgia heartache sorrow "
    "youth motherhood fatherhood paradise space luxury independence liberty "
    "loyalty coffee tea wine beer whiskey chocolate pizza bread halloween graduation "
    "lemonade insomnia homework traffic lightning thunder "
    "moonlight sunshine sunlight starlight"
)
CALENDAR: Final = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december christmas easter "
    "halloween english spanish french german italian american british"
)
# What asks for a song is not what the song is about.
ABOUT_MUSIC: Final = word_set(
    "song songs track tune ballad anthem music piece lyrics lyric verse chorus hook beat "
    "vibe style mood sound genre vocals vocal voice singer feeling feel story stories "
    "bpm tempo key minor major instrumental version intro outro bridge people person "
    "thing things beats sounds study ex playlist background"
)
COMPOUND_HEADS: Final = word_set(
    "keeper shop shops player driver day days morning mornings evening evenings night "
    "nights light lights season trip ride walk lane side town top line table chair "
    "bag box book store stop sign seat yard garden party man woman men women king queen "
    "club hall room rooms hour hours call letter letters dress shoes coat"
)
SMALL_IN_TITLES: Final = word_set("a an the of to in on at for and or but by with from")
# Who can do things; the rest can only be kept, lost and thought of.
BEINGS: Final = word_set(
    "robot android man woman boy girl child kid baby dog puppy cat kitten horse bird wolf "
    "bear fox whale fish bee butterfly dragon knight king queen prince princess wizard "
    "witch ghost angel vampire alien astronaut sailor captain pirate fisherman keeper "
    "soldier hero warrior viking farmer teacher nurse doctor driver dancer singer player "
    "friend buddy mate neighbour neighbor stranger lover wife husband bride groom mother "
    "mom mum father dad sister brother daughter son grandmother grandfather grandma "
    "grandpa aunt uncle cousin boss cowboy rebel outlaw thief hacker student builder chef "
    "girlfriend boyfriend monster giant clown poet painter traveler traveller wanderer "
    "shepherd prisoner runaway elephant lion tiger rabbit turtle penguin dolphin unicorn "
    "mermaid machine snowman barista programmer gambler refugee orphan widow musician"
)
