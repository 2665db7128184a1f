"""Verses of summer, winter, spring and autumn."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

SUMMER: Final = VerseBank(
    nouns="summer sun sunshine sunlight heat holiday vacation july august lemonade "
    "sunset sunrise picnic barbecue palm paradise",
    words="sunny hot warm tropical swimming golden",
    choruses=(
        (
            "Windows Down",
            "Windows down and the map in the back, / sand on the pedals, a hum in the track. / Windows down, let the radio play, / wasting the best of a very good day.",
        ),
        (
            "Ten More Minutes of Sun",
            "Ten more minutes of sun on the wall, / ten more minutes, and that will be all. / Ten more minutes, then carry me in, / grass on my elbows and salt on my skin.",
        ),
        (
            "All of July",
            "All of July we were up on the roof, / we've freckles and photos and scars for the proof. / All of July with the radio loud, / you named me a town for each little white cloud.",
        ),
    ),
    opens=(
        "The neighbours have music, the neighbours have guests, / the washing's all sandals and stripes and string vests.",
        "The tar on the driveway is soft as a peach, / we've packed up the melon, we're off to the beach.",
        "The ice cream van's playing a song out of tune, / the whole of the street is asleep until June.",
        "The sprinkler goes ticking from fence to the door, / my shirt's on the branches, my shoes on the floor.",
    ),
    turns=(
        "We slept on the roof with the town at our feet, / and talked about nothing, and talked through the heat.",
        "The fair came to town with its one crooked wheel, / we stopped at the top and you asked what I feel.",
        "You jumped off the jetty, you came up with weed, / you said it was treasure, and I had agreed.",
        "The evening grew longer, the wine getting warm, / and back of the hills was a small purple storm.",
    ),
    resolves=(
        "The swing has stopped swinging, the pool's going green, / I'm keeping the best of what nobody's seen.",
        "They've folded the awnings, they've chained up the chairs, / I still shake out sand every time on the stairs.",
        "So put it in jars for the cold and the dim, / the light on the water, the long evening swim.",
    ),
)

WINTER: Final = VerseBank(
    nouns="winter snow ice frost snowflake blizzard december january christmas sled "
    "fireplace snowman mitten icicle",
    words="cold frozen freezing snowy snowing icy",
    choruses=(
        (
            "Snow on the Wires",
            "Snow on the wires and nobody's out, / street has forgotten what noise is about. / Snow on the wires, and a track to your gate, / I came here on foot and I came here too late.",
        ),
        (
            "Keep the Fire",
            "Keep the fire, I'll bring in the wood, / I'd carry the woods in if I could. / Keep the fire, let the window go white, / soup on the stove and the whole of the night.",
        ),
    ),
    opens=(
        "The milk's frozen solid, the pipes give a moan, / the breath in the hallway is nearly my own.",
        "The plough hasn't come and the school bell is dumb, / we're down to one glove and I can't feel my thumb.",
        "There's ice on the inside, I scratch out a face, / the kettle's the only warm thing in the place.",
    ),
    turns=(
        "We burned the old chair and we burned the old door, / then told the same story we'd told twice before.",
        "You skated ahead where the pond is still black, / I shouted your name and it barely came back.",
        "The lights on the porches went on one by one, / it's half after three and they've put out the sun.",
        "I found in the attic the sled with the rope, / we dragged the thing up to the top of the slope.",
    ),
    resolves=(
        "So give me your hands, they are blue at the tips, / there's enough fire for two, there's some tea for our lips.",
        "And under the white there's a bulb that believes, / it's got the whole summer rolled up in its sleeves.",
        "The thaw starts so quietly, drop after drop, / I lay there and prayed that it never would stop.",
    ),
)

SPRING: Final = VerseBank(
    nouns="spring flower garden rose blossom april seed bee butterfly meadow field tulip "
    "daisy bird lark orchard sunflower petal leaf",
    words="bloom blooming planting grow growing green",
    choruses=(
        (
            "Something Is Green",
            "Something is green at the end of the bed, / I wrote it off winter, I thought it was dead. / Something is green and it's pushing through clay, / I might have to call off the sadness today.",
        ),
        (
            "Plant It Anyway",
            "Plant it anyway, plant it in stone, / who knows what will come up on its own. / Plant it anyway, water it twice, / frost and the blackbirds will each take a slice.",
        ),
    ),
    opens=(
        "The blackthorn is lying, it looks like the snow, / there's mud to the ankle wherever I go.",
        "I've dirt in my nails and a fork in the ground, / a worm and a thimble are all that I found.",
        "The windows came open, the curtains flew out, / the neighbours are learning what songs are about.",
    ),
    turns=(
        "The late frost came over and blackened the plum, / I stood in my nightshirt and felt nearly numb.",
        "A boy kicked his football and flattened the row, / by Sunday the half of it started to grow.",
        "You came through the gate with a pot and a spade, / and knelt down beside me, and there you have stayed.",
    ),
    resolves=(
        "The ground doesn't hold any grudge for the snow, / it opens its pockets and lets it all go.",
        "So here's to the weeds and the stubborn and small, / who find the one crack in a very good wall.",
        "The petals come down like a quiet parade, / I'm happy for every mistake that I made.",
    ),
)

AUTUMN: Final = VerseBank(
    nouns="autumn leaves october november september harvest pumpkin halloween scarf "
    "orchard apple bonfire",
    words="autumnal fading golden fall",
    choruses=(
        (
            "Leaves in the Gutter",
            "Leaves in the gutter and smoke in the air, / there's somebody burning a wonderful chair. / Leaves in the gutter, a coat with no lining, / the whole street is letting go, nobody's whining.",
        ),
        (
            "Before the Clocks Go Back",
            "Before the clocks go back, come out for a while, / there's light on the allotment, light for a mile. / Before the clocks go back and evening turns black, / come walk with me once more along the old track.",
        ),
    ),
    opens=(
        "The swallows are packing, they sit on the wire, / the old man next door has been building a fire.",
        "There's apples in boxes for no one to buy, / a ladder still leaning against a pale sky.",
        "I've put on the jacket I wore when we met, / there's still in the pocket one damp cigarette.",
    ),
    turns=(
        "The wind took the fence and the fence took the vine, / there goes your old garden and here comes mine.",
        "We dug up potatoes until it was late, / and counted the ones that were whole on a plate.",
        "They've taken the boats in, they've bolted the fair, / the horses lie down with the tarp on their hair.",
    ),
    resolves=(
        "So put on the kettle and light up the hall, / we'll rake it tomorrow, or never at all.",
        "And maybe to fall is a thing you can learn, / to take your own time and to colour, to turn.",
        "The branch doesn't argue, it opens its hand, / and all of the gold is let go on the land.",
    ),
)
