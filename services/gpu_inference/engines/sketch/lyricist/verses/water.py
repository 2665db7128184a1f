"""Verses of the sea, rivers, rain and mountains."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

SEA: Final = VerseBank(
    nouns="sea ocean wave tide shore beach coast harbour harbor island sailor ship boat "
    "lighthouse whale anchor sail mermaid pirate fisherman fish bay pier gull dolphin "
    "captain reef",
    words="sailing swimming swim drowning surf surfing underwater",
    choruses=(
        (
            "Salt on the Window",
            "There's salt on the window and light on the sill, / the harbour is empty, I'm watching it still. / Come in with the morning, come in with the tide, / there's salt on the window, and you're still outside.",
        ),
        (
            "Bring the Boat In",
            "Bring the boat in, there's a lamp by the sea, / the nets can be mended, there's coffee with me. / Bring the boat in, let the engine run down, / there's somebody calling your name through the town.",
        ),
        (
            "Further Than Sound",
            "Further than sound, where the water goes green, / I left all the letters I never did mean. / Further than sound, let the salt have its way, / I'm lighter by one heavy summer today.",
        ),
    ),
    opens=(
        "The ferry goes out with a cough and a bell, / I've sand in my sandwich and sand in a shell.",
        "The fishermen's widows hang sheets on the line, / the gulls have an argument over the brine.",
        "My boots by the door have a white line of salt, / you left with the tide and it's nobody's fault.",
        "The pier lost a plank every year I was small, / I counted the gaps and I jumped over all.",
        "There's tar on my fingers and rope in my palm, / the radio promised us three days of calm.",
    ),
    turns=(
        "I dropped all the coins that I had off the pier, / one wish for the weather, and one for a beer.",
        "The storm took the railing, the storm took the sign, / I held on the rope and you held onto mine.",
        "The compass is spinning, the map is a stain, / I'm steering by something I cannot explain.",
        "They pulled up the anchor, the engine caught fire, / we sang at the rail in a terrible choir.",
    ),
    resolves=(
        "So leave me a lantern, a coat and an oar, / I'll hear where the land is, it's there in the roar.",
        "The water forgets every keel that goes past, / it closes behind us, it closes up fast.",
        "And when I am grey and too stubborn to roam, / just point me to water, I'll call it my home.",
    ),
)

RIVER: Final = VerseBank(
    nouns="river stream creek bridge canal waterfall lake current bank ferry raft delta "
    "pond swamp bayou",
    words="flow flowing rowing downstream",
    choruses=(
        (
            "Down by the Ferry",
            "Down by the ferry, the water runs brown, / it carries the names of the girls of the town. / Down by the ferry I wait with my bag, / a coin for the boatman, a handkerchief flag.",
        ),
        (
            "The River Goes On",
            "The river goes on when the bridges are down, / it doesn't turn back for the sake of a town. / The river goes on and I'm learning to row, / you lean on the water and let the rest go.",
        ),
    ),
    opens=(
        "The herons are standing like men at a bar, / the mud on the banking still smells of the tar.",
        "We tied an old tyre to the arm of a tree, / and swung out on nothing, the cousins and me.",
        "The mill has been empty since ninety-and-two, / the wheel in the water still thinks it will do.",
    ),
    turns=(
        "The flood in the April came up to the shed, / it took the piano, it took the good bed.",
        "I dropped your old ring off the rail of the bridge, / and watched the rings widen as far as the ridge.",
        "They're building apartments where we used to swim, / I carved us a name there, the letters grow dim.",
    ),
    resolves=(
        "The boatman grew old and he hung up his pole, / the river still knows every inch of his soul.",
        "It starts as a trickle, it ends as the sea, / so maybe there's hope for a puddle like me.",
        "I put in my hand and it parts and it heals, / I think I remember how letting go feels.",
    ),
)

RAIN: Final = VerseBank(
    nouns="rain storm thunder lightning cloud umbrella puddle flood drizzle raindrop "
    "monsoon downpour fog mist",
    words="rainy raining stormy wet soaked grey gray",
    choruses=(
        (
            "Let It Come Down",
            "Let it come down on the roof of the car, / I know who I am and I know where you are. / Let it come down on the wash on the line, / we're under one jacket, and that one is mine.",
        ),
        (
            "Stay Till It Stops",
            "Stay till it stops, there's a chair by the door, / the gutters are singing, the streets want some more. / Stay till it stops, and if it should go on, / stay till the last of the thunder is gone.",
        ),
        (
            "Grey Umbrella",
            "Grey umbrella, with one broken wing, / keep us half dry, and go rattle and ring. / Grey umbrella, keep holding us two, / half of me soaked is the half not by you.",
        ),
    ),
    opens=(
        "The roof has a leak, so we play it like drums, / a pot and a bucket, a plate full of crumbs.",
        "The taxis are boats and the crossing's a lake, / the whole of the city is drowsy, awake.",
        "It starts with a tap on the lid of the bin, / then all of the sky wants to come and get in.",
        "The bus shelter's full of the quiet and damp, / a girl wrings her scarf out beneath the one lamp.",
        "There's steam on the window, I draw us a sun, / it drips down the glass before I am done.",
    ),
    turns=(
        "The cat from next door came to sleep on my shoe, / the two of us watching the garden turn blue.",
        "The lights flickered twice and the whole street went black, / you came with a candle, you came all the way back.",
        "You ran out in stockings, you laughed and you spun, / you looked like a Sunday that nobody won.",
        "The gutter gave out and the cellar filled up, / we bailed with a bucket, a pan and a cup.",
    ),
    resolves=(
        "There's nothing to hurry for, nothing to mend, / just listen, it's telling the roof how things end.",
        "By morning it's over, the pavement is steam, / the gutters are telling the end of a dream.",
        "And everything's rinsed now, the roofs and the trees, / and my own old grudges hung out in the breeze.",
    ),
)

MOUNTAINS: Final = VerseBank(
    nouns="mountain hill peak summit valley cliff ridge forest tree wood woods pine trail "
    "eagle wolf bear canyon campfire cabin rock stone desert cactus",
    words="motivation gym workout champion challenge marathon climb climbing hiking hike wild wilderness alpine",
    choruses=(
        (
            "Higher Than the Hawks",
            "Higher than the hawks, where the air is thin, / I shouted your name and the valley joined in. / Higher than the hawks, with the town like a toy, / I laughed like I did when I was a boy.",
        ),
        (
            "The Long Way Up",
            "The long way up is the only way known, / a boot on the gravel, a hand on the stone. / The long way up, and I'm losing the light, / I'll sleep at the treeline, it's only one night.",
        ),
    ),
    opens=(
        "The path leaves the car park and turns into pine, / I've got a tin kettle, a map and some twine.",
        "The shepherd's old hut has a hole in the slate, / there's hay for a pillow, a stone for a plate.",
        "The ridge wears a collar of cloud like a priest, / the goats are the first ones to look to the east.",
    ),
    turns=(
        "The hut had a fire and a man with a flute, / he gave me some cheese and he dried out my boot.",
        "The weather came over, I lost the white mark, / I sang to my boots and I walked through the dark.",
        "I fell on the scree and I opened my knee, / the mountain looked down with no feeling for me.",
        "Halfway there's a cross with a boy's name and age, / I took off my hat and I read the whole page.",
    ),
    resolves=(
        "I came down the hill with my face burned and free, / the mountain stayed up there, it's not up to me.",
        "From up here the fences are thinner than thread, / and half of my troubles fit under my bed.",
        "There's nothing up there but the wind and some stone, / it's all that I wanted, an hour on my own.",
    ),
)
