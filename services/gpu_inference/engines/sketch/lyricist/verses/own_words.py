"""Couplets with room for a person's own words: a thing, a place or a name."""

from typing import Final

THINGS_FIRST: Final = (
    "{I keep|I still keep|All week I keep} thinking of <thing>, {I don't know why|I couldn't tell you why}, / {it's there|it's right there|it comes back to me|it's the first thing I see} {when the lights go by|when I'm watching the lights go by|when I look for a while at the sky}.",
    "{I drew|I once drew|I sat down and drew} <thing> on {a bill|the back of a bill}, / {it's under the fridge|it fell down behind the fridge|it must have slipped down behind the fridge} {and it's there still|and it's probably there still}.",
    "{They ask|They all ask|Everybody asks} about <thing>, I {just hum a tune|look up at the moon}, / {you can't explain|how do you explain|it isn't easy to explain} {the tide to a spoon|the tide to a silver spoon|a river to a wooden spoon}.",
    "There's {a song|an old song|a very old song} about <thing> {no one knows|nobody knows}, / {I hum it|I only hum it|I hum it to myself} {where the river slows|when the engine slows|anywhere the traffic slows|on the corner where the traffic slows}.",
    "{Nobody told|No one ever told} me <thing> {would sing|could sing}, / {I found it out|I had to find it out|I found it by myself|and I found it by myself} {the way birds find spring|the way that the birds find spring|the way that a bird finds the spring}.",
    "{I kept|I've kept|I always kept} a picture of <thing> {in my coat|inside my coat}, / {next to a ticket|folded up with a ticket|folded over with a ticket} and {a note|half a note|the last note that you wrote|the only good note you wrote}.",
    "{It starts|It all starts|It always begins} with <thing> and {a cup gone cold|a coffee gone cold}, / {a story|it's a story|a little story|it's the kind of a story} {that wants to be told|that's asking to be told|that never got told|nobody's ever told}.",
    "{Say|Say now|Say just} what you like about <thing>, {it's mine|it was mine}, / {a lamp in the window|a small yellow lamp in the window|it's a small yellow lamp in the window} {from eight until nine|for a sign|and a clean white line}.",
    "{I wrote|I wrote down} <thing> in {the dust on the car|dust on the car}, / {it rode|it rode along|and it rode along|it rode along beside me} {under every star|as far as the bar|underneath every single star}.",
    "{You'll find|You'll always find|If you look you'll find} <thing> in {a box|the box}, / {under the buttons|somewhere under the buttons|way down there underneath the buttons} {and clocks|and the socks|and the winter socks|and the odd winter socks}.",
    "{I've a head|I have a head|I came with a head} full of <thing>, {and a bag full of bread|and a bag of bread}, / {I gave|so I gave|in the end I gave} {half to the birds|most to the birds} and I {kept the rest instead|sang the rest instead|walked the rest of the way instead}.",
    "{The mail brought|The morning brought|The morning has brought me} <thing> and {a bill|the gas bill}, / {I paid for the one|I've paid for the one now}, I {love the other still|have the other still|am looking at the other still}.",
)

THINGS_LATER: Final = (
    "{Then|And then|Then one day} <thing> came along, {and I lost my place|I lost my place}, / {like in a book|like in a book on the bus|the way you do with a book on the bus} {at the sight of a face|at a stranger's face|when you see a face}.",
    "{I went back|I went back once} for <thing>, {it had changed|the street had changed}, / {the same houses|the same old houses|the very same houses|all the very same old houses}, {just rearranged|only rearranged|a little bit rearranged}.",
    "{I let|So I let|I nearly let} <thing> go, I {opened|had opened} my hand, / {it stayed|it stayed there|it stayed there and shook|and it stayed there and looked} {like a bird on the land|like a gull on the sand|like a bird just about to land}.",
    "{I told|I told you|I once told you} of <thing> and {you didn't laugh|you did not laugh}, / {you tore|you only tore|you took the loaf and you tore} {the bread in half|the last of the bread in half}.",
    "{Past midnight|A little past midnight|Late in December} <thing> {made sense|all made sense}, / {a moon|a big white moon|a moon like a plate} {on the fence|coming over the fence|that came over the neighbour's fence}.",
    "{I'd trade|I would trade|Right now I would trade} <thing> for {a day in the sun|the sun}, / {no,|no, no,|then I think again:} {I'd trade it for none|I would trade it for none|I would trade it with no one}.",
    "I {laughed|once laughed|used to laugh} about <thing>, I was {young|only young}, / {it's now|and now it is|and now it has become} {the word on my tongue|the only word on my tongue|the first of the words on my tongue}.",
    "{They painted|They've painted|They have gone and painted} <thing> over {in grey|one day}, / {I see it there still|I can see it still|I can still see it there} {from a mile away|in the rain today|in the rain from a mile away}.",
    "{You gave me|You once gave me|It was you who gave me} <thing> {for a while|just for a while}, / {I paid you|I paid you back|and I paid you back} {with a crooked smile|with a very crooked smile|in the end with a crooked smile}.",
    "{We lost|We almost lost|That night we nearly lost} <thing> {in the flood|to the flood}, / {we dug|so we dug|and we dug all day} {with our hands in the mud|with our fingers down in the mud}.",
    "I've {made|just made} my peace with <thing> {and rain|and the rain}, / {I wave|so I wave|I wave to them both|I wave to the two of them} {from the evening train|through the window of the train}.",
    "{The last|And the last} thing I {drew|ever drew} was <thing>, {in chalk|in blue chalk}, / {and it rained|and then it rained|and then it rained hard} {and it went for a walk|so it went for a walk|and it went off to take a walk}.",
)

BEINGS_FIRST: Final = (
    "{I saw|I once saw|One night I saw} <being> {by the wall|by the garden wall}, / {watching|out watching|just standing there watching} the first of the snow {fall|start to fall|begin to fall}.",
    "{You should have seen|You really should have seen} <being> dance {in the hall|down the hall}, / {with nobody there|and nobody there|with nobody else in there} {looking at all|who was looking at all}.",
    "{Here comes|And here comes} <being> with {a sack|a lamp and a sack}, / {the road up ahead|the whole of the road up ahead} and the {moon|big moon} at the back.",
    "{They say|They all say|Some people say} <being> came {only for the day|here for the day}, / {and liked|but liked|and only just liked} the light so much {it was hard not to stay|it was easy to stay|it was easier to stay}.",
    "{I asked|So I asked|One evening I asked} <being> what {it was for|the waiting was for}, / {got a shrug|I got only a shrug|and all that I got was a shrug} {and an open door|and a wide open door|and the creak of a door}.",
    "{They gave|Somebody gave|Someone had given} <being> a {coat|winter coat}, / {with half of a map|and with half of a map|with a button and half of a map} {and a note|in the pocket, and a note}.",
)

BEINGS_LATER: Final = (
    "{When|And when} <being> came {back|home} there was {frost|rain} on the sill, / {the kettle|the same old kettle|and the same old kettle} {was singing still|was on and was singing still}.",
    "{Tell|Go tell|Go and tell} <being> {the door's|that the door's|that the back door's} open wide, / {there's soup|there's soup on the stove|there's a bowl of hot soup} and {a chair|a dry chair|there's a chair} inside.",
    "{We waved|We all waved} to <being> {from the hill|from up on the hill}, / {we waved|and we waved|and we went on waving} {till dark and we're waving still|and we're waving still|a while, and we're waving still}.",
    "{Nobody told|And nobody told} <being> it {couldn't be done|could never be done}, / {so it was|and so it was|so one day it was,} {in the afternoon sun|in the light of the afternoon sun|by the light of the sun}.",
    "{The night|And the night|That was the night} <being> {learned to sing|learned how to sing}, / {a window|some window|somewhere a window} {went up|flew up} {like a wing|like a bird on the wing|in the cold, like a wing}.",
    "{I promised|I once promised|I went and promised} <being> {the half of my bread|the most of my bread}, / {and got|and I got|and I was given} {a story|a whole loaf of stories|a story and an apple} instead.",
)

PLACES: Final = (
    "There's {a corner|a doorway|a little doorway} in <place> {that knows my name|that still knows my name}, / {the rent's gone up|and the rent's gone up|and the rent has only gone up} {and the chairs are the same|but all of the chairs are the same}.",
    "{I got down|I got off the train} in <place> with {a cold|a bag and a cold}, / {the streets|and the streets|and the little streets} were {bright and old|as bright as I'd been told|as bright as the stories had told}.",
    "{The lights|All the lights|The small lights} of <place> {come up one by one|are coming one by one}, / {like somebody saying|like somebody softly saying} {the day is done|that the day is done|that the long day is done}.",
    "{Find <place>|If you find <place>|If you ever find <place>}, {go down to the square|walk down to the square}, / {a bench|there's a bench|there's an old green bench} {has my name there|with my name on it there|that has most of my name on it there}.",
    "{I've got <place>|I have still got <place>} in the soles of my shoes, / {in the way|and in the way|and it's there in the way|you can tell by the way} {I sing the blues|that I sing the blues|that I still sing the blues}.",
)

NAMES: Final = (
    "{And <name>|And then <name>|And it was then that <name>} said look, {there's a crack in the grey|a gap in the grey}, / {and the rest|the whole of the evening|and the whole of the evening|and the rest of the long evening} {came in that way|came pouring in that way}.",
    "{I'll sing|I will sing|I'm going to sing} it to <name>, {who's awake|who's still awake}, / {one hand on the table|with one hand on the table} and {one on the cake|the other on the cake}.",
    "{I heard|I thought I heard} <name> {laugh below|laugh in the room below}, / {I knew|right then I knew|and right there and then I knew} {I had nowhere to go|I had nowhere else to go}.",
    "{See <name>|If you see <name>|If ever you see <name>}, {say I'm fine|say that I'm fine}, / {I've a radio|I've a lamp and a radio|I have a lamp and a radio} {and some wine|and wine|and a glass of wine}.",
)

HOOKS: Final = (
    "<hook>, {I say it again|I'll say it again|and I'll say it again}, / {until|over and over until|I'll sing it until} {the clock gets to ten|it's a quarter past ten|there's no ink in the pen|the ink has run out of the pen}.",
    "<hook>, {sing it low|sing it soft and low}, / {it's something|the only thing|it's the only one thing} {I know|I really know|that I really know}.",
    "<hook>, {hold me up|come and hold me up}, {bring me down|bring me back down}, / {I'd know you|I would know you|I think that I'd know you} {in any town|in any other town|on any side of any town}.",
    "{Call it|You can call it} <hook>, {or whatever you will|call it what you will}, / {it's quiet|it's quiet now|it's been quiet a while} {and it sings to me still|but it sings to me still|and I hear it still|but it's singing to all of us still}.",
    "<hook>, {all I've got|that's all I've got|that is all that I've got}, / {some days|on most days|and on most of the days} {it's a lot|it is quite a lot|it is more than a lot}.",
    "<hook>, {over the wire|over the old wire}, / {a hand|you're a hand|you're a warm hand|you are a warm hand} {by the fire|by the side of the fire|held out to the fire}.",
    "{It's|It's always|It always was} <hook> {at the end of the day|late in the day}, / {when chairs|when the chairs|when the tables and chairs} {are all put away|have been put away|have all been put away}.",
    "<hook>, {tell me again|won't you tell me again} {how it goes|how it all goes}, / {I only remember|I mostly remember|the part I remember is|the only part I remember is} {the way that it slows|how the middle part slows}.",
    "<hook>, {and the room is alive|and the whole room comes alive}, / {I'm seven|and I'm seven again|and suddenly I'm seven} {in the drive|and home from a drive|in the back for a drive}.",
)
