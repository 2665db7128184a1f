"""Verses of dancing, birthdays, stars and dreams."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

DANCE: Final = VerseBank(
    nouns="dance dancer dancing party floor disco dj rhythm weekend friday saturday "
    "celebration festival carnival samba tango fun concert",
    words="dancing partying celebrate celebrating groove move moving",
    choruses=(
        (
            "Move the Furniture",
            "Move the furniture, roll up the rug, / turn up the radio, finish your mug. / Move the furniture, kick off your shoes, / nothing tonight that we're going to lose.",
        ),
        (
            "One More Song",
            "One more song and I promise I'll go, / feet are on fire and the lights going low. / One more song, with your hand on my spine, / the whole floor is between yours and mine.",
        ),
        (
            "Hands in the Air",
            "Hands in the air like the roof isn't there, / there's gold on your shoulder and smoke in my hair. / Hands in the air till the walls start to sweat, / I'm not even thinking of going home yet.",
        ),
    ),
    opens=(
        "The lights are all pink and the floor is a drum, / I swore I'd stay home and I'm glad that I've come.",
        "The bass in the stairwell comes up through the heel, / my coat's on a speaker, I know how you feel.",
        "The kid on the decks has got milk on his lip, / he drops in the needle, the whole place does a flip.",
        "You came for the birthday of someone you knew, / I came in by accident, saw it was you.",
    ),
    turns=(
        "Your grandmother showed us the way it was done, / she wore out the drummer, she sat down for none.",
        "Then somebody's uncle went down on one knee, / and did a whole number for no one to see.",
        "The power cut out and we stamped out the beat, / four hundred strangers all playing their feet.",
        "You lost your left earring, I crawled on the floor, / I came up with sequins and one bottle more.",
    ),
    resolves=(
        "The chairs are on tables, the mop's on the floor, / the drummer's still drumming his hands on the door.",
        "We came out at dawn with our shoes in our hands, / the street was too tired to make us demands.",
        "And when I am ninety and can't lift a knee, / just wheel me to somewhere it's loud, and watch me.",
    ),
)

BIRTHDAY: Final = VerseBank(
    nouns="birthday candle balloon present gift anniversary cake toast party wish year",
    words="happy turning celebrate older",
    choruses=(
        (
            "Blow Out the Candles",
            "Blow out the candles, make it a good one, / you'll only be this old until the next run. / Blow out the candles, and don't say it loud, / you're somebody's reason, look round at the crowd.",
        ),
        (
            "Another Year Taller",
            "Another year taller, another year loud, / we've hung up the paper and gathered a crowd. / Another year taller, so cut it up wide, / there's room on the sofa, there's more cake inside.",
        ),
    ),
    opens=(
        "There's tape on the scissors and tape on the cat, / I've wrapped you a secret, I've made you a hat.",
        "The icing has slid down the side of the sponge, / we got all the candles to stay with a plunge.",
        "They've hidden the neighbours in back of the door, / you'll act so surprised, as you've acted before.",
    ),
    turns=(
        "You opened the small one and had to sit down, / a key and a photo, a map of a town.",
        "Somebody was missing, we lit one for him, / and everyone sang till the kitchen went dim.",
        "The phone kept on ringing, they sang down the line, / your sister in Boston, that old friend of mine.",
    ),
    resolves=(
        "One day you'll be telling them how it was now, / with cake on the ceiling, and nobody knows how.",
        "They don't make it slower, they don't give them back, / so lick off the frosting and leave a clear track.",
        "So here's to the wrinkles, the ones round your eyes, / they're where all the laughing goes after it dies.",
    ),
)

STARS: Final = VerseBank(
    nouns="star stars space moon planet galaxy universe rocket astronaut comet sky mars "
    "satellite cosmos alien spaceship constellation orbit telescope moonlight ufo",
    words="cosmic floating lunar stellar interstellar weightless",
    choruses=(
        (
            "Light from a Long Way Off",
            "Light from a long way off reached us tonight, / it left there before there was someone to write. / Light from a long way off, touching your sleeve, / it travelled that far and it won't ever leave.",
        ),
        (
            "Talk to Me, Houston",
            "Talk to me, Houston, I'm over the blue, / the whole of the world is a marble from you. / Talk to me, Houston, I'm starting to drift, / I'm humming the tune that they play in the lift.",
        ),
        (
            "Lie Down in the Field",
            "Lie down in the field, put your head on my coat, / I'll show you the hunter, the bear and the goat. / Lie down in the field till the dew's in our hair, / there's nobody else who would think to look there.",
        ),
    ),
    opens=(
        "My brother had built us a ship out of tin, / a colander helmet, a strap for the chin.",
        "They say that the moon moves an inch in a year, / she goes like a guest with a coat and a beer.",
        "I set up the tripod, I breathed on the glass, / I'm waiting for something to glitter and pass.",
    ),
    turns=(
        "I floated my coffee, I floated my pen, / I turned round to look at the whole world again.",
        "The countdown went quiet, the ground fell away, / I saw sixteen sunrises all in one day.",
        "The signal got weaker, you sounded like rain, / I put on my headphones and played it again.",
        "A rock the size of a fist came down in the wheat, / I held it for hours and it gave off a heat.",
    ),
    resolves=(
        "So leave out a candle and leave out a chair, / I'll know by the flicker that somebody's there.",
        "We're made of the ash of some other one's sun, / so don't say it's over, it's hardly begun.",
        "And down there's a kitchen with one yellow light, / the smallest of stars, but it's keeping me bright.",
    ),
)

DREAMS: Final = VerseBank(
    nouns="dream sleep pillow nightmare insomnia fantasy magic fairy dragon wizard imagination "
    "spell castle princess unicorn witch vampire",
    words="dreaming dreamed asleep sleeping sleepless imagine magical wish wishing awake",
    choruses=(
        (
            "Don't Wake Me Yet",
            "Don't wake me yet, I was learning to fly, / I'd just got the knack of the edge of the sky. / Don't wake me yet, there's a door I must try, / there's somebody there and she's telling me why.",
        ),
        (
            "House with No Walls",
            "House with no walls, where the rain doesn't fall, / and everyone's young and they're down in the hall. / House with no walls, I go there when I can, / I'm sometimes a child and I'm sometimes a man.",
        ),
    ),
    opens=(
        "I climbed up a ladder that grew from my bed, / a deer in a waistcoat was talking of bread.",
        "The stairs went to water, the water to trees, / a clock in the branches was shedding its bees.",
        "I'd bells in my pocket, I'd wings in my case, / and everyone there had the same kindly face.",
    ),
    turns=(
        "The moon had a door and the door had a bell, / you opened in slippers and wished me all well.",
        "I turned a blue corner and you were just there, / with all of the years taken out of your hair.",
        "The school had no exits, the bell was a bird, / I opened my mouth and forgot every word.",
        "I fell for a fortnight, I fell past the moon, / and woke with my hand in the shape of a spoon.",
    ),
    resolves=(
        "So draw me the curtain and leave me the lamp, / my hair is all seaweed, my pillow is damp.",
        "I wrote it all down but the paper was bare, / there's still a small feather caught up in my hair.",
        "The morning's a thief and he takes what he can, / he leaves me the shoes and the hat of the man.",
    ),
)
