"""Verses of the city at night, the road, home and trains."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

CITY: Final = VerseBank(
    nouns="city street night midnight neon skyline subway taxi downtown club bar rooftop "
    "traffic alley sidewalk lamp streetlight apartment tower crowd town nightlife",
    words="urban nocturnal late concrete",
    choruses=(
        (
            "Neon and Rain",
            "Neon and rain on the hood of a cab, / somebody's wedding, somebody's tab. / Neon and rain, and we're nobody's yet, / I'll give you a name that you're free to forget.",
        ),
        (
            "The Rooftop Hours",
            "The rooftop hours, and the traffic below, / a thousand small windows, with nowhere to go. / The rooftop hours, and we lie on the tar, / and pick out a plane, and we call it a star.",
        ),
        (
            "Last Train Home",
            "Last train home with my cheek on the glass, / backs of the houses all wave as we pass. / Last train home, and there's paint on my shoe, / city, let go now, I'm looking for you.",
        ),
    ),
    opens=(
        "The pigeons hold meetings on top of the sign, / the tailor's gone home and the moon's doing fine.",
        "The noodle shop steams and the sign has lost G, / a siren goes by but it isn't for me.",
        "There's a man selling roses outside of the bank, / and a girl in gold boots who is walking a plank.",
        "The lifts are all sleeping, the lobby smells clean, / the guard's watching football on one tiny screen.",
        "I count all the windows from nine until ten, / the one with blue curtains is dancing again.",
    ),
    turns=(
        "The man with the saxophone moved to the bridge, / he plays to the water, he plays for the fridge.",
        "The power went out over forty-two blocks, / and strangers lit candles and talked of the clocks.",
        "They've torn down the arcade, they've put up a bank, / I know the one bench that still has our plank.",
        "You came up the stairs with a bag from the store, / two oranges rolled down and stopped at my door.",
    ),
    resolves=(
        "There's ten million people and one of them's you, / I keep looking up as the buses come through.",
        "And somewhere past four when the sweepers come through, / the street is as clean as a sheet, and as new.",
        "Goodnight to the kiosk, the drunk and the king, / to each little window that still wants to sing.",
    ),
)

ROAD: Final = VerseBank(
    nouns="road highway car truck drive driver mile journey motorcycle bike bicycle wheel "
    "engine map motel desert suitcase traveler traveller freeway roadtrip adventure",
    words="driving travel traveling travelling riding wandering wander leave away",
    choruses=(
        (
            "Half a Tank",
            "Half a tank and a hand-drawn map, / you're asleep with your boots in my lap. / Half a tank and I won't turn around, / a song on the air that is nearly drowned.",
        ),
        (
            "Every Road Sign",
            "Every road sign has a bullet hole through, / every third billboard is lying to you. / Every road sign says there's further to go, / I talk to the mirror, I drive kind of slow.",
        ),
        (
            "Gone by Morning",
            "Gone by morning, the bed is still warm, / gravel all scattered, the sky full of storm. / Gone by morning, I left you the key, / don't search the road for a shadow of me.",
        ),
    ),
    opens=(
        "The diner's still open, the pie is from May, / the waitress has called me her honey all day.",
        "I packed in the dark by the light of the fridge, / by six I had coffee on top of the ridge.",
        "There's dust on the dashboard, a saint on a string, / the heater is broken, the hubcaps still sing.",
        "The centre line flickers, the radio's dead, / I'm singing you songs from the top of my head.",
    ),
    turns=(
        "A deer in the headlights, a breath and a brake, / we stood there a minute, the two of us awake.",
        "The tyre blew at sundown, I sat on the rail, / a trucker pulled over and told me a tale.",
        "I stopped at a chapel, I stopped at a bar, / I slept with the seat down in back of the car.",
        "I rang you from somewhere with only one store, / you said that you don't leave the latch off the door.",
    ),
    resolves=(
        "So honk when you pass me, I'm there on the right, / with one broken tail-lamp, and singing all night.",
        "And maybe the place that I'm driving to find / is only the one I keep leaving behind.",
        "The road doesn't care where you come from or why, / it's just a grey ribbon that's tied to the sky.",
    ),
)

TRAIN: Final = VerseBank(
    nouns="train railway railroad station platform track airport plane flight passenger "
    "ticket luggage departure letter telephone phone distance",
    words="waiting wait distant far arrive",
    choruses=(
        (
            "Platform Nine",
            "Platform nine, with a bag and a cold, / ticket to somewhere that somebody sold. / Platform nine, and the board starts to turn, / leaving you here, and there's so much to learn.",
        ),
        (
            "Write Me in Pencil",
            "Write me in pencil, write me in chalk, / write me the way that the other girls talk. / Write me in pencil so I can pretend / I haven't arrived at the page with the end.",
        ),
    ),
    opens=(
        "The kiosk is closing, the pigeons are fed, / the man with the whistle has hair that is red.",
        "There's a clock with no minutes, a bench with no back, / there's thistles in bloom all along the one track.",
        "You stood on your toes and you fogged up the pane, / I read you backwards from inside of the train.",
    ),
    turns=(
        "Your letters got shorter, the stamps got too dear, / the phone line was crackling, your voice wasn't clear.",
        "I slept past the border, I woke in the snow, / in some other language they asked me to go.",
        "I sat by a widow who taught me to knit, / she gave me her apple, the good half of it.",
    ),
    resolves=(
        "The rails go together so far down the line, / I choose to believe it, and I will be fine.",
        "And if I come back there'll be grey in my beard, / we'll laugh at the distances both of us feared.",
        "There's nobody there when the last carriage goes, / just me and the pigeon, and what the bird knows.",
    ),
)

HOME: Final = VerseBank(
    nouns="home house kitchen door window room porch roof village hometown stair bed wall "
    "key attic cellar yard country farm barn chimney",
    words="return returning homesick homeward stay",
    choruses=(
        (
            "The Key Under the Stone",
            "The key under the stone where it's been since the flood, / the boots by the door with the same kind of mud. / The key under the stone, you can let yourself in, / there's nobody asking wherever you've been.",
        ),
        (
            "Home by Dark",
            "Home by dark with a stick and a limp, / jar of the river, a very small shrimp. / Home by dark, and the bath running hot, / all that I wanted, and that's what I've got.",
        ),
    ),
    opens=(
        "The gate drags a half-moon of dirt on the ground, / the dog next door knows me and won't make a sound.",
        "There's jam in the cupboard from two years ago, / the stairs have a language that only we know.",
        "The third step is creaky, the tap has a drip, / there's still the old calendar, still the same ship.",
    ),
    turns=(
        "The pear tree came down in the wind of the year, / we burned it till March, and it smelled of cold beer.",
        "They're selling the place to a man with a plan, / he'll take out the oven and put in a fan.",
        "I painted the bedroom, I papered the hall, / and found your small handwriting there on the wall.",
        "I stood on the pavement and counted each light, / there's somebody else at the window tonight.",
    ),
    resolves=(
        "So leave me the porch and the one crooked chair, / I'll sit till the stars are as thick as your hair.",
        "You carry the rooms of it under your coat, / the smell of the bread and the lump in your throat.",
        "A house is four corners, a roof and a floor, / the rest is who's happy you came to the door.",
    ),
)
