"""What each category is called, how fast it goes and what it is played on."""

from dataclasses import dataclass
from typing import Final

from services.gpu_inference.engines.sketch.lyricist.word_sets import word_set


@dataclass(frozen=True, kw_only=True, slots=True)
class Genre:
    names: str
    """What people call it, separated by commas; spaces and hyphens are the same."""
    bpm: tuple[int, int]
    minor_share: float
    """How many of its songs are in a minor key."""
    instruments: tuple[str, ...]
    moods: tuple[str, ...]
    near: str
    """The category it is most often filed under besides its own."""


def _genre(
    names: str,
    bpm: tuple[int, int],
    minor_share: float,
    *,
    instruments: str,
    moods: str,
    near: str,
) -> Genre:
    return Genre(
        names=names,
        bpm=bpm,
        minor_share=minor_share,
        instruments=tuple(instruments.split(", ")),
        moods=tuple(moods.split(", ")),
        near=near,
    )


GENRES: Final[dict[str, Genre]] = {
    "Acoustic": _genre(
        "acoustic, unplugged, singer songwriter, campfire song, fingerpicked, fingerstyle",
        (72, 112),
        0.3,
        instruments="acoustic guitar, soft percussion, upright bass",
        moods="intimate, warm",
        near="Folk",
    ),
    "Afrobeat": _genre(
        "afrobeat, afrobeats, afropop, afro pop, afro house, amapiano, afro",
        (100, 120),
        0.5,
        instruments="horns, congas, electric guitar, bass",
        moods="lively, sunny",
        near="World",
    ),
    "Ambient": _genre(
        "ambient, drone, new age, meditation music, meditation, sleep music, soundscape",
        (56, 84),
        0.5,
        instruments="synth pads, bells, soft piano",
        moods="spacious, calm",
        near="Electronic",
    ),
    "Blues": _genre(
        "blues, delta blues, blues rock, rhythm and blues rock",
        (66, 116),
        0.6,
        instruments="electric guitar, harmonica, organ, bass",
        moods="gritty, soulful",
        near="Rock",
    ),
    "Bossa nova": _genre(
        "bossa nova, bossa, bossanova, brazilian jazz",
        (112, 140),
        0.4,
        instruments="nylon guitar, shaker, upright bass, flute",
        moods="breezy, relaxed",
        near="Latin",
    ),
    "Cinematic": _genre(
        "cinematic, film score, film music, soundtrack, movie score, trailer, epic score, "
        "orchestral score, score, video game music, game music",
        (68, 120),
        0.6,
        instruments="strings, brass, timpani, choir",
        moods="epic, sweeping",
        near="Classical",
    ),
    "Classical": _genre(
        "classical, orchestral, orchestra, symphony, symphonic, baroque, chamber music, "
        "string quartet, sonata, opera, neoclassical, neo classical, piano solo, nocturne",
        (60, 120),
        0.5,
        instruments="strings, piano, flute, cello",
        moods="elegant, expressive",
        near="Cinematic",
    ),
    "Country": _genre(
        "country, bluegrass, americana, honky tonk, western, outlaw country, nashville, "
        "alt country, country rock, red dirt",
        (84, 132),
        0.15,
        instruments="acoustic guitar, fiddle, pedal steel, banjo",
        moods="warm, honest",
        near="Folk",
    ),
    "Dance": _genre(
        "dance, edm, eurodance, dance pop, club music, rave, trance, big room, hardstyle, "
        "future bass, hyperpop, eurobeat, happy hardcore, breakbeat, psytrance",
        (122, 140),
        0.6,
        instruments="synth lead, four-on-the-floor drums, bass",
        moods="euphoric, energetic",
        near="Electronic",
    ),
    "Disco": _genre(
        "disco, nu disco, italo disco, boogie",
        (112, 126),
        0.5,
        instruments="strings, bass, rhythm guitar, drums",
        moods="glittering, joyful",
        near="Dance",
    ),
    "Drum and bass": _genre(
        "drum and bass, drum n bass, drum & bass, dnb, d&b, d n b, jungle, liquid dnb, "
        "neurofunk",
        (168, 178),
        0.7,
        instruments="breakbeat drums, sub bass, synth pads",
        moods="driving, energetic",
        near="Electronic",
    ),
    "Dub": _genre(
        "dub, dubstep, dub reggae, brostep",
        (70, 82),
        0.7,
        instruments="deep bass, echoing guitar, organ, drums",
        moods="hazy, heavy",
        near="Reggae",
    ),
    "Electronic": _genre(
        "electronic, electronica, electro, idm, downtempo, trip hop, chillout, chillwave, "
        "glitch, glitch hop, industrial, ebm, synth music, 8 bit, chiptune, vaporwave, "
        "electropop, synth pop, chillstep, midtempo bass",
        (90, 128),
        0.6,
        instruments="synth lead, drum machine, synth bass, synth pads",
        moods="sleek, hypnotic",
        near="Dance",
    ),
    "Folk": _genre(
        "folk, indie folk, folk rock, celtic, irish, sea shanty, shanty, traditional, "
        "medieval, tavern, klezmer, lullaby, nordic, scottish",
        (76, 118),
        0.35,
        instruments="acoustic guitar, fiddle, mandolin, upright bass",
        moods="earthy, tender",
        near="Acoustic",
    ),
    "Funk": _genre(
        "funk, funky, p funk, g funk, slap bass, funk rock",
        (96, 118),
        0.6,
        instruments="slap bass, rhythm guitar, horns, drums",
        moods="groovy, playful",
        near="Soul",
    ),
    "Gospel": _genre(
        "gospel, spiritual, worship music, worship, praise, hymn, christian, ccm",
        (68, 112),
        0.15,
        instruments="organ, choir, piano, drums",
        moods="uplifting, heartfelt",
        near="Soul",
    ),
    "Highlife": _genre(
        "highlife, high life, juju music, palm wine music, soukous",
        (108, 128),
        0.15,
        instruments="clean electric guitar, horns, congas, bass",
        moods="sunny, lively",
        near="Afrobeat",
    ),
    "Hip-hop": _genre(
        "hip hop, hiphop, rap, boom bap, old school rap, conscious rap, gangsta rap, "
        "freestyle rap, grime, jazz rap, emo rap",
        (82, 100),
        0.75,
        instruments="drum machine, deep bass, sampled piano",
        moods="confident, gritty",
        near="R&B",
    ),
    "House": _genre(
        "house, deep house, tech house, progressive house, tropical house, garage, "
        "uk garage, french house, acid house, future house",
        (118, 128),
        0.65,
        instruments="four-on-the-floor drums, synth bass, piano stabs",
        moods="uplifting, groovy",
        near="Dance",
    ),
    "Indie": _genre(
        "indie, indie rock, indie pop, alternative, alt rock, alternative rock, shoegaze, "
        "dream pop, bedroom pop, slowcore, post rock, math rock, emo, britpop, grunge, "
        "jangle pop",
        (88, 134),
        0.4,
        instruments="electric guitar, bass, drums, soft synth",
        moods="wistful, dreamy",
        near="Rock",
    ),
    "Jazz": _genre(
        "jazz, jazzy, swing, bebop, big band, smooth jazz, cool jazz, jazz fusion, "
        "acid jazz, nu jazz, dixieland, ragtime, gypsy jazz, lounge, cabaret",
        (84, 156),
        0.5,
        instruments="piano, upright bass, saxophone, brushed drums",
        moods="smoky, sophisticated",
        near="Soul",
    ),
    "Latin": _genre(
        "latin, salsa, reggaeton, bachata, merengue, cumbia, tango, samba, mariachi, "
        "flamenco, mambo, rumba, bolero, regional mexican, latin pop, dembow, ranchera, "
        "forro, spanish guitar",
        (88, 128),
        0.6,
        instruments="nylon guitar, congas, trumpet, bass",
        moods="passionate, lively",
        near="World",
    ),
    "Lo-fi": _genre(
        "lo fi, lofi, chillhop, chill hop, study beats, lo fi beats, lofi hip hop, chill beats",
        (68, 88),
        0.6,
        instruments="electric piano, vinyl crackle, soft drums, mellow bass",
        moods="mellow, hazy",
        near="Hip-hop",
    ),
    "Metal": _genre(
        "metal, heavy metal, death metal, black metal, doom metal, thrash, metalcore, "
        "power metal, nu metal, djent, deathcore, doom, sludge, symphonic metal, "
        "progressive metal, screamo",
        (110, 176),
        0.9,
        instruments="distorted guitar, double kick drums, bass",
        moods="aggressive, dark",
        near="Rock",
    ),
    "Pop": _genre(
        "pop, k pop, kpop, j pop, jpop, teen pop, power pop, art pop, europop, city pop, "
        "power ballad, ballad, top 40, chart pop, pop ballad, schlager, musical theatre, "
        "show tune, broadway, jingle, mandopop, cantopop, christmas song",
        (92, 124),
        0.35,
        instruments="synth, bass, drums, piano",
        moods="catchy, bright",
        near="Dance",
    ),
    "Punk": _genre(
        "punk, punk rock, pop punk, hardcore punk, post punk, ska punk, hardcore, riot grrrl",
        (150, 190),
        0.3,
        instruments="distorted guitar, bass, fast drums",
        moods="raw, rebellious",
        near="Rock",
    ),
    "R&B": _genre(
        "r&b, rnb, r and b, r n b, rhythm and blues, contemporary r&b, slow jam, "
        "new jack swing, alternative r&b, quiet storm",
        (64, 98),
        0.6,
        instruments="electric piano, deep bass, drum machine",
        moods="sensual, smooth",
        near="Soul",
    ),
    "Reggae": _genre(
        "reggae, ska, dancehall, rocksteady, roots reggae, calypso, soca, island music",
        (72, 92),
        0.35,
        instruments="offbeat guitar, organ, deep bass, drums",
        moods="laid-back, sunny",
        near="Dub",
    ),
    "Rock": _genre(
        "rock, hard rock, classic rock, soft rock, rock and roll, rock n roll, rock & roll, "
        "arena rock, prog rock, progressive rock, psychedelic rock, psychedelic, "
        "garage rock, surf rock, surf, rockabilly, southern rock, stoner rock, glam rock",
        (104, 146),
        0.4,
        instruments="electric guitar, bass, drums, organ",
        moods="driving, bold",
        near="Indie",
    ),
    "Soul": _genre(
        "soul, neo soul, motown, northern soul, soul music, doo wop",
        (70, 112),
        0.4,
        instruments="organ, horns, bass, drums",
        moods="soulful, warm",
        near="R&B",
    ),
    "Synthwave": _genre(
        "synthwave, synth wave, retrowave, outrun, darksynth, 80s synth, eighties synth, "
        "new wave, darkwave, cyberpunk music",
        (84, 118),
        0.8,
        instruments="analog synth, arpeggiator, gated drums, synth bass",
        moods="nostalgic, neon-lit",
        near="Electronic",
    ),
    "Techno": _genre(
        "techno, minimal techno, acid techno, detroit techno, hard techno, gabber, acid",
        (126, 144),
        0.85,
        instruments="drum machine, synth bass, acid synth",
        moods="hypnotic, relentless",
        near="Electronic",
    ),
    "Trap": _genre(
        "trap, drill, phonk, cloud rap, trap soul, mumble rap, uk drill, latin trap",
        (130, 150),
        0.9,
        instruments="808 bass, hi-hats, dark synth",
        moods="menacing, moody",
        near="Hip-hop",
    ),
    "Waltz": _genre(
        "waltz, viennese waltz, musette, valse",
        (84, 168),
        0.4,
        instruments="piano, strings, accordion",
        moods="graceful, swaying",
        near="Classical",
    ),
    "World": _genre(
        "world, world music, ethnic, tribal, african, arabic, indian, bollywood, oriental, "
        "balkan, middle eastern, hawaiian, throat singing, raga, gamelan, polka, turkish, "
        "chinese traditional, japanese traditional, native american, persian, andean",
        (84, 124),
        0.6,
        instruments="hand percussion, flute, strings",
        moods="earthy, hypnotic",
        near="Folk",
    ),
}

AMBIGUOUS: Final = word_set(
    "dance house soul country world metal rock trap folk acoustic spiritual worship "
    "praise swing surf jungle garage score trailer traditional western tribal acid "
    "drill rave drone irish scottish celtic medieval tavern african arabic indian "
    "oriental hawaiian turkish persian nordic jingle spanish christian boogie "
    "industrial opera orchestra meditation lounge funky alternative hardcore doom "
    "sludge soundtrack jazzy tango samba campfire nashville outrun electro broadway "
    "hymn cabaret dub punk indie latin"
)
"""Names that are also everyday words: counted only where music is meant."""
