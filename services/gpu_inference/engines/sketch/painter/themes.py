"""What words and genres mean in colour: the moods they ask of a palette."""

from typing import Final

_WORDS_OF_MOOD: Final = {
    "night": "night midnight moon dark star evening shadow dream sleep nocturne owl",
    "dusk": "dusk sunset evening twilight goodbye last ember autumn october horizon",
    "warm": "warm sun summer fire gold golden amber honey heart home desert heat spice",
    "sun": "sun sunny sunrise summer beach morning light day noon tropical happy",
    "fire": "fire flame burn burning ember heat blaze ash rage war blood red hell",
    "cold": "cold winter ice frost blue lonely silence alone far grey december",
    "snow": "snow winter ice frozen glacier north white frost avalanche",
    "sea": "sea ocean salt wave tide sailor ship boat harbour harbor shore coast"
    " island river lake water deep lighthouse lantern anchor swim drift",
    "rain": "rain storm thunder cloud tear umbrella puddle drizzle monsoon",
    "forest": "forest tree leaf green garden wood moss fern jungle grass meadow pine"
    " spring root wild",
    "earthy": "earth dust dirt clay stone road field harvest country desert folk"
    " acoustic wood bone",
    "pastel": "soft gentle tender cloud dream morning baby sweet sugar spring lullaby"
    " calm mellow",
    "love": "love heart kiss rose lover darling valentine honey romance tender you",
    "city": "city street neon subway tram taxi downtown window building rooftop"
    " metro avenue bar",
    "space": "space star planet galaxy orbit cosmic moon satellite rocket universe"
    " comet gravity",
    "neon": "neon electric laser cyber machine robot digital arcade future retrowave"
    " club synth",
    "vivid": "party dance carnival happy joy bright energetic festival upbeat parade"
    " colour color",
    "retro": "retro vintage old seventy eighty vinyl radio funk disco classic cassette",
    "mono": "minimal black white paper ink shadow stone cold monochrome silence",
    "sky": "sky cloud bird wing fly air wind blue",
}

_GENRES_OF_MOOD: Final = {
    "night": "Ambient Blues Drum_and_bass Dub Electronic Jazz Lo-fi R&B Techno Trap"
    " Synthwave House",
    "dusk": "Blues Bossa_nova Country Folk Lo-fi R&B Soul Indie",
    "warm": "Afrobeat Blues Bossa_nova Country Folk Gospel Latin Reggae Soul World"
    " Highlife",
    "sun": "Afrobeat Bossa_nova Highlife Latin Reggae Pop Gospel",
    "fire": "Metal Punk Rock Latin",
    "cold": "Ambient Cinematic Classical Techno Waltz Indie",
    "snow": "Ambient Classical Waltz",
    "sea": "Bossa_nova Dub Ambient Reggae Cinematic",
    "rain": "Lo-fi Jazz Blues",
    "forest": "Acoustic Folk World Indie Reggae",
    "earthy": "Acoustic Country Folk World Rock Blues Afrobeat",
    "pastel": "Acoustic Indie Lo-fi Pop Waltz Classical",
    "love": "R&B Soul Pop Waltz",
    "city": "Hip-hop Jazz Trap R&B Lo-fi House",
    "space": "Ambient Cinematic Electronic Techno Drum_and_bass",
    "neon": "Dance Drum_and_bass Electronic House Synthwave Techno Trap",
    "vivid": "Afrobeat Dance Disco Funk Highlife Hip-hop Latin Pop Punk House",
    "retro": "Disco Funk Soul Hip-hop Synthwave Reggae Jazz Rock",
    "mono": "Classical Metal Punk Techno Rock Trap",
    "day": "Acoustic Country Folk Pop Indie Classical",
}


def _inverted(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for mood, words in table.items():
        for word in words.split():
            key = word.replace("_", " ")
            found[key] = (*found.get(key, ()), mood)
    return found


MOODS_OF_WORD: Final = _inverted(_WORDS_OF_MOOD)
MOODS_OF_GENRE: Final = _inverted(_GENRES_OF_MOOD)

_ELSEWHERE: Final = {
    "night": "noche nuit nacht noite notte",
    "moon": "luna lune mond lua",
    "sea": "mar mer meer mare",
    "sun": "sol soleil sonne sole",
    "rain": "lluvia pluie regen chuva pioggia",
    "flower": "flor fleur blume fiore",
    "love": "amor amour liebe amore",
    "heart": "corazón coração cœur coeur herz cuore",
    "fire": "fuego feu feuer fogo fuoco",
    "city": "ciudad ville stadt cidade città",
    "star": "estrella étoile stern estrela stella",
    "mountain": "montaña montagne berg montanha montagna",
    "snow": "nieve neige schnee neve",
    "road": "camino carretera route strasse strada estrada",
    "desert": "desierto désert wüste deserto",
    "tree": "árbol arbre baum árvore albero",
    "sky": "cielo ciel himmel céu",
    "wave": "ola vague welle onda",
    "light": "luz lumière licht luce",
    "home": "casa maison zuhause",
}
IN_ENGLISH: Final = {
    word: english for english, words in _ELSEWHERE.items() for word in words.split()
}
"""Words that titles in Spanish, French, German, Portuguese and Italian lean on."""
