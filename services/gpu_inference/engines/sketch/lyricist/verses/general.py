"""Verses for a song about anything, and bridges that fit any song."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

GENERAL: Final = VerseBank(
    nouns="",
    choruses=(
        (
            "Turn It Up a Little",
            "Turn it up a little, let the neighbours know, / I haven't been this happy since a year ago. / Turn it up a little, leave the dishes, leave the phone, / it isn't any good to have a good song alone.",
        ),
        (
            "Half Past Something",
            "Half past something and the street's half lit, / had a good reason and lost it a bit. / Half past something, with my coat undone, / walking to nowhere for nothing but fun.",
        ),
        (
            "Still Here",
            "Still here, with a scratch and a grin, / and still letting everyone in. / Still here, when the big wind has blown, / on two feet, and not on my own.",
        ),
        (
            "Come As You Are",
            "Come as you are with the rain in your hood, / I'd tidy the hallway for you if I could. / Come as you are, with your socks in a pair / or not in a pair, I won't notice or care.",
        ),
        (
            "One Small Thing",
            "One small thing, and I'd nearly not seen, / light in a bottle, a leaf going green. / One small thing, and the day came apart, / let in some air by the crack in my heart.",
        ),
    ),
    opens=(
        "I woke to the sound of a truck in reverse, / the radio mumbling of weather, and worse.",
        "The kettle, the mirror, the coat on the chair, / a day like the others, a knot in my hair.",
        "There's a crack in the ceiling the shape of a hare, / I've looked at it so long I'd swear it was there.",
        "I've written a list on the back of my hand, / there's nothing on there that went as it was planned.",
        "The paperboy's whistling, the curtains are thin, / I open one eye and I let the day in.",
        "My shoes know the way so I let them decide, / past bakers and barbers and washing that's dried.",
    ),
    turns=(
        "Then somebody laughed in the flat overhead, / and something went loose that was heavy as lead.",
        "I took the wrong bus and I stayed to the end, / I met an old woman, I came back a friend.",
        "I dropped the whole tray and the room gave a cheer, / I took a deep bow with some soup on my ear.",
        "It rained on the wedding, it rained on the band, / the groom took his shoes off, the bride took his hand.",
        "I opened the letter, I read it again, / I went for a walk and I stayed out till ten.",
        "I painted the door in a red that was wrong, / I looked at it daily, I loved it before long.",
    ),
    resolves=(
        "It's not what I wanted, it's not what I'd choose, / but here I am singing it, tapping my shoes.",
        "So this is the moral, if moral there be: / keep one pocket empty, keep one evening free.",
        "I thought there'd be trumpets, I thought there'd be more, / it's only the light coming under the door.",
        "And what if there's nothing to fix or to find, / just being a body with dinner in mind?",
        "There's a word for this feeling, I had it, it went, / it looked like a river and smelled of a tent.",
        "Let's say it was worth it and mean it, and then / get up in the morning and do it again.",
    ),
)
