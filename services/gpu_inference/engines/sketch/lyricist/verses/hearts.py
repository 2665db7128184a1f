"""Verses of love, heartbreak, friendship, family and loss."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

LOVE: Final = VerseBank(
    nouns="love kiss lover sweetheart romance crush valentine wedding bride groom "
    "girlfriend boyfriend husband wife heart marriage darling affection honeymoon",
    words="loving romantic adore kissing married falling tender devotion",
    choruses=(
        (
            "Leave the Light On",
            "Leave the light on, love, I'm almost there, / with the wind of the night in my hair. / Leave the light on, I will follow it through, / the only way home that I know is to you.",
        ),
        (
            "Two Cups on the Table",
            "Two cups on the table and one of them's yours, / the cold can go knocking on somebody's doors. / Two cups on the table, the kettle is on, / {say|and say} you'll be here when the evening is gone.",
        ),
        (
            "Say It Slowly",
            "Say it slowly, I want it to land, / the way you do, with a hand in my hand. / Say it slowly, there's nowhere to be, / a street, and a window, and you by me.",
        ),
    ),
    opens=(
        "You fell off your bicycle, right at my feet, / with plums and a cabbage all over the street.",
        "You wrote your number on the back of my sleeve, / and I missed three trains so I didn't have to leave.",
        "There's flour on your elbow and jazz on the shelf, / you dance with the broom and you talk to yourself.",
        "You borrowed my umbrella and you kept it for a week, / you brought it back with lipstick and a kiss for my cheek.",
        "I knew it by the laundry, I knew it by the keys, / I knew it when you laughed until you fell to your knees.",
    ),
    turns=(
        "You sing in the shower, you sing out of tune, / I lie there and hope that you won't finish soon.",
        "Now your shoes are in my hallway and your books are on my floor, / and I've given up on asking all what evenings are for.",
        "We had a fight on Monday and we made it up by nine, / you hung your good blue jacket on the hook next to mine.",
        "I had a hundred speeches and I lost them in the hall, / you took my hand and told me I need none of them at all.",
    ),
    resolves=(
        "So come with your suitcase, your cat and your cough, / I'll leave the light on, you can turn it back off.",
        "And if we both grow older, let us do it side by side, / with a very small garden and the windows open wide.",
        "I don't need a mountain, I don't need a sign, / just your cold feet in winter up against mine.",
    ),
)

HEARTBREAK: Final = VerseBank(
    nouns="heartbreak breakup goodbye ex divorce tear tears lie betrayal regret "
    "loneliness heartache sorrow",
    words="broken leaving lonely alone crying cry cheated jealous unfaithful hurting "
    "missing miss lost abandoned left dumped",
    choruses=(
        (
            "Half of the Closet",
            "Half of the closet is empty and bare, / I still leave the hangers as if you were there. / Half of the closet, and all of the bed, / and none of the things that we ought to have said.",
        ),
        (
            "Your Name in My Phone",
            "Your name in my phone, and I can't make it go, / I scroll to the bottom and read it too slow. / Your name in my phone, and I put down the light, / I'm only this brave in the middle of the night.",
        ),
        (
            "The Last Good Day",
            "The last good day was a Tuesday in May, / we painted the kitchen and let the phone play. / The last good day, and I never knew / that was the last thing I'd finish with you.",
        ),
    ),
    opens=(
        "You left me the key in the dust by the mat, / no letter, no number, and that was just that.",
        "The neighbours still ask me, they ask how you are, / I say you are busy, I sit in the car.",
        "I've still got your sweater, I sleep on your side, / I told all our friends I was fine, and I lied.",
        "There's a chair by the window that nobody takes, / and a cup in the cupboard that nobody breaks.",
    ),
    turns=(
        "Your mother still calls me, she's kind, and she lies, / she says you look tired, you've got rain in your eyes.",
        "I saw you on Friday, you'd cut off your hair, / you looked right on through me like I wasn't there.",
        "I burned all the letters, the smoke made me cough, / I cried for an hour till the alarm went off.",
        "I learned how to cook for one, learned how to sleep, / I learned which old promises no one will keep.",
    ),
    resolves=(
        "I swept up the kitchen, I opened the blind, / there's nothing in here that I'm hoping to find.",
        "And one of these mornings I'll wake and I'll find / it's only the weather that's been on my mind.",
        "So keep the good records, the lamp and the chair, / I'm leaving the rest on the foot of the stair.",
    ),
)

FRIENDSHIP: Final = VerseBank(
    nouns="friend friendship buddy mate pal companion crew gang brotherhood ally "
    "bestie neighbour neighbor",
    words="together loyal trust sharing",
    choruses=(
        (
            "Save Me a Seat",
            "Save me a seat at the back of the bus, / whatever is coming, it's coming for us. / Save me a seat and I'll bring you the rain, / we'll laugh till we cry and go round it again.",
        ),
        (
            "Call Me at Four",
            "Call me at four when the night is too long, / I'll stay on the line till there's nothing gone wrong. / Call me at four and I'll open the door, / that's what I have got an old telephone for.",
        ),
    ),
    opens=(
        "We carved our initials in somebody's gate, / we ran from the farmer and got home too late.",
        "You had the good bike and I had the map, / we shared the one sandwich, we shared the one cap.",
        "We met in detention for passing a note, / and you were the one who had lent me a coat.",
    ),
    turns=(
        "You drove through the night with a spare and a jack, / you brought me the money, I won't pay you back.",
        "You moved to the city, I stayed in the town, / you picked up the phone any time I was down.",
        "When I lost the job you were there with a cake, / you sat on the floor and you kept me awake.",
        "We said some hard things by the side of the road, / then you turned the car and you took half the load.",
    ),
    resolves=(
        "There's one kind of person who's there in the end, / who carries the sofa, and that is a friend.",
        "They'll bury us somewhere with moss on the stone, / and neither one ever will be there alone.",
        "So here's to the years that we can't get back, / and here's to your terrible taste in a track.",
    ),
)

FAMILY: Final = VerseBank(
    nouns="mother mom mum mama father dad papa daddy sister brother family grandmother "
    "grandfather grandma grandpa aunt uncle parent cousin",
    words="raised born motherhood fatherhood",
    choruses=(
        (
            "Your Hands in the Flour",
            "Your hands in the flour, the radio low, / you taught me the songs that you wanted to know. / Your hands in the flour, your voice down the hall, / I still hear you humming through any thin wall.",
        ),
        (
            "A Plate in the Oven",
            "A plate in the oven, a note on the door, / you never once asked what I stayed away for. / A plate in the oven, a lamp on the stair, / I always knew somebody waited up there.",
        ),
        (
            "The Same Blue Eyes",
            "The same blue eyes and the same crooked grin, / the same way of letting the whole world in. / The same blue eyes in a frame on the wall, / I look in the mirror and I see them all.",
        ),
    ),
    opens=(
        "You mended my elbows, you cut my own hair, / you said I could do it, you said I should dare.",
        "There's pencil in inches all up the door frame, / a line for each birthday, a line with my name.",
        "You worked the late shift and you slept in the day, / you still found an hour to come out and play.",
    ),
    turns=(
        "The oven is older than I am, and slow, / it's only your hands and the oven that know.",
        "Now I fix your telephone, carry your bag, / you walk a bit slower, your shoulders both sag.",
        "I called you on Sunday with nothing to say, / you talked of the roses, it made up my day.",
        "I hear your old sayings come out of my mouth, / the ones you brought with you on trains from the south.",
    ),
    resolves=(
        "They say that I walk with your walk, and I know, / I hear you go with me wherever I go.",
        "And someday a child will be asking of me, / and I'll tell the story with you on my knee.",
        "The table grows longer, we pull up a chair, / and pass round the bread and whatever is there.",
    ),
)

LOSS: Final = VerseBank(
    nouns="death grief funeral grave ghost memory memorial mourning cancer hospital "
    "illness goodbye loss absence angel",
    words="died passed gone dying remember remembering mourn grieving dead haunted",
    choruses=(
        (
            "Still Set a Place",
            "I still set a place at the end of the row, / it's only a habit, I already know. / I still set a place and I still pour the wine, / you still have the chair that is closest to mine.",
        ),
        (
            "What You Left",
            "What you left was a watch and a drawer full of string, / a tune that you whistled, a thin golden ring. / What you left was a voice on a tape in a case, / and somebody's baby who wears your whole face.",
        ),
    ),
    opens=(
        "They gave me your glasses, they gave me your shoes, / a paper bag folded inside of the news.",
        "Your coat's on the hook and it still has your shape, / I found in the pocket a roll of brown tape.",
        "The garden went on as if nothing was wrong, / the blackbird came back and it started its song.",
    ),
    turns=(
        "I talk to you sometimes when driving alone, / I tell you the garden is all overgrown.",
        "I dreamed you were painting the fence in the heat, / you asked if the children had something to eat.",
        "I laughed on a Thursday, the first time in weeks, / and felt the salt drying all over my cheeks.",
    ),
    resolves=(
        "I planted a pear where you wanted the shed, / it's first to be green and it's last to be red.",
        "It doesn't get smaller, I grow round the weight, / like trees that have swallowed the hinge of a gate.",
        "So sleep where the grass and the clover are deep, / I'll carry the rest of it, you go to sleep.",
    ),
)
