"""Verses of the small ones: dogs, cats and children put to bed."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.verses.bank import VerseBank

DOG: Final = VerseBank(
    nouns="dog puppy hound pet paw tail leash wolf animal terrier retriever labrador pup "
    "horse pony",
    words="barking bark furry loyal fetch",
    choruses=(
        (
            "Good Old Boy",
            "Good old boy with the mud on your chin, / tracked the whole garden and half the beach in. / Good old boy, with your head on my shoe, / no one can lie on a floor like you do.",
        ),
        (
            "Wag the World",
            "Wag the world with the end of your tail, / eaten my slipper and eaten the mail. / Wag the world, I'm not mad any more, / you're who's at home and you're why there's a door.",
        ),
    ),
    opens=(
        "You came in a box with a rope round your neck, / three legs and a half, and a bit of a wreck.",
        "You bark at the thunder, you bark at the broom, / you follow my feet from room into room.",
        "The lead's by the door and you've heard the one word, / you spin like a top and you yelp like a bird.",
    ),
    turns=(
        "The night I came home with the world in a knot, / you gave me your ball, it was all that you've got.",
        "Your muzzle's gone white and you sleep in the sun, / you still move your feet like you're out for a run.",
        "You ran off in March and I searched every street, / you came back on Sunday with burrs on your feet.",
    ),
    resolves=(
        "So run through the puddles and shake on the floor, / you'll get half my dinner, and then you'll get more.",
        "If there is a gate and you get there before, / just bark when you hear me, I'll look for the door.",
        "You never once asked what I do or I earn, / you just hear the car and you wait for the turn.",
    ),
)

CAT: Final = VerseBank(
    nouns="cat kitten whisker purr tabby kitty meow feline mouse paw fur claw",
    words="purring curious",
    choruses=(
        (
            "Queen of the Radiator",
            "Queen of the radiator, duchess of fluff, / you've slept for the morning, it isn't enough. / Queen of the radiator, look down at me, / I'm only the man with the tin and the key.",
        ),
        (
            "Nine Small Lives",
            "Nine small lives and you've used up a few, / drain and a dryer, a bottle of glue. / Nine small lives, and you spend them with me, / there on the map of wherever I'd be.",
        ),
    ),
    opens=(
        "You came through the window and walked on the rice, / you looked at my dinner and tasted it twice.",
        "You're under the sofa, you're up on the door, / you've pushed my good glasses down onto the floor.",
        "There's hair on my jacket and hair in the tea, / you sit on whatever is useful to me.",
    ),
    turns=(
        "You left on the carpet the half of a mouse, / you looked like a king who was viewing his house.",
        "You heard me go quiet, you heard me go thin, / you climbed on my chest with your motor and chin.",
        "The vet put you under, I sat on the stair, / I picked off my sweater each one of your hair.",
    ),
    resolves=(
        "So sleep on the letters I ought to have sent, / you've taught me that nothing's worth half what it meant.",
        "You don't say you love me, you don't even try, / you just close your eyes very slow going by.",
        "And should I be famous, and should I be dead, / you'd want to know only the time you'd be fed.",
    ),
)

LULLABY: Final = VerseBank(
    nouns="lullaby baby daughter son toddler newborn cradle bedtime nursery crib infant",
    words="asleep goodnight",
    choruses=(
        (
            "Hush, Little Engine",
            "Hush, little engine, the day is all run, / the wheels are all quiet, the stories are done. / Hush, little engine, I'm here on the chair, / with one hand of mine in the curls of your hair.",
        ),
        (
            "The Moon Has Your Shoes",
            "The moon has your shoes and the owl has your hat, / they'll bring them at seven, I spoke to the cat. / The moon has your shoes, you can't leave until day, / so lie down beside me and sail us away.",
        ),
        (
            "Small as a Spoon",
            "Small as a spoon and as warm as the bread, / the whole of my world in the half of a bed. / Small as a spoon, with a fist round my thumb, / I'll sing you the years that are waiting to come.",
        ),
    ),
    opens=(
        "The bear's on the pillow, the boat's on the shelf, / you told the whole story, you told it yourself.",
        "The bath has gone cold and the duck's run aground, / your hair smells of apples, the stairs make no sound.",
        "The rain's on the window, the coat's on the door, / you've one sock to sleep in, and one on the floor.",
    ),
    turns=(
        "You'll grow out of jackets, you'll grow out of me, / you'll climb to the top of the neighbour's old tree.",
        "One day you'll be driving a car of your own, / I'll sit by the window and look at the phone.",
        "You woke from a dream with a cry and a start, / I felt you grow heavy, right here by my heart.",
    ),
    resolves=(
        "So sleep like the boats do, all tied in a row, / I'll stay by the water until you let go.",
        "The stars are a nightlight that somebody hung, / so that you'd remember the song that was sung.",
        "And when you are grown and can't sleep for the town, / just hum it to someone, and hand it on down.",
    ),
)
