"""Genres played by hand."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.genre import Genre, genre

BAND_GENRES: Final[dict[str, Genre]] = {
    "Acoustic": genre(
        "acoustic, unplugged, singer songwriter, campfire song, fingerpicked, fingerstyle",
        (72, 112),
        0.3,
        instruments="acoustic guitar, soft percussion, upright bass",
        moods="intimate, warm",
        near="Folk",
    ),
    "Afrobeat": genre(
        "afrobeat, afrobeats, afropop, afro pop, afro house, amapiano, afro",
        (100, 120),
        0.5,
        instruments="horns, congas, electric guitar, bass",
        moods="lively, sunny",
        near="World",
    ),
    "Blues": genre(
        "blues, delta blues, blues rock, rhythm and blues rock",
        (66, 116),
        0.6,
        instruments="electric guitar, harmonica, organ, bass",
        moods="gritty, soulful",
        near="Rock",
    ),
    "Bossa nova": genre(
        "bossa nova, bossa, bossanova, brazilian jazz",
        (112, 140),
        0.4,
        instruments="nylon guitar, shaker, upright bass, flute",
        moods="breezy, relaxed",
        near="Latin",
    ),
    "Cinematic": genre(
        "cinematic, film score, film music, soundtrack, movie score, trailer, epic score, "
        "orchestral score, score, video game music, game music",
        (68, 120),
        0.6,
        instruments="strings, brass, timpani, choir",
        moods="epic, sweeping",
        near="Classical",
    ),
    "Classical": genre(
        "classical, orchestral, orchestra, symphony, symphonic, baroque, chamber music, "
        "string quartet, sonata, opera, neoclassical, neo classical, piano solo, nocturne",
        (60, 120),
        0.5,
        instruments="strings, piano, flute, cello",
        moods="elegant, expressive",
        near="Cinematic",
    ),
    "Country": genre(
        "country, bluegrass, americana, honky tonk, western, outlaw country, nashville, "
        "alt country, country rock, red dirt",
        (84, 132),
        0.15,
        instruments="acoustic guitar, fiddle, pedal steel, banjo",
        moods="warm, honest",
        near="Folk",
    ),
    "Folk": genre(
        "folk, indie folk, folk rock, celtic, irish, sea shanty, shanty, traditional, "
        "medieval, tavern, klezmer, lullaby, nordic, scottish",
        (76, 118),
        0.35,
        instruments="acoustic guitar, fiddle, mandolin, upright bass",
        moods="earthy, tender",
        near="Acoustic",
    ),
    "Funk": genre(
        "funk, funky, p funk, g funk, slap bass, funk rock",
        (96, 118),
        0.6,
        instruments="slap bass, rhythm guitar, horns, drums",
        moods="groovy, playful",
        near="Soul",
    ),
    "Gospel": genre(
        "gospel, spiritual, worship music, worship, praise, hymn, christian, ccm",
        (68, 112),
        0.15,
        instruments="organ, choir, piano, drums",
        moods="uplifting, heartfelt",
        near="Soul",
    ),
    "Highlife": genre(
        "highlife, high life, juju music, palm wine music, soukous",
        (108, 128),
        0.15,
        instruments="clean electric guitar, horns, congas, bass",
        moods="sunny, lively",
        near="Afrobeat",
    ),
    "Indie": genre(
        "indie, indie rock, indie pop, alternative, alt rock, alternative rock, shoegaze, "
        "dream pop, bedroom pop, slowcore, post rock, math rock, emo, britpop, grunge, "
        "jangle pop",
        (88, 134),
        0.4,
        instruments="electric guitar, bass, drums, soft synth",
        moods="wistful, dreamy",
        near="Rock",
    ),
    "Jazz": genre(
        "jazz, jazzy, swing, bebop, big band, smooth jazz, cool jazz, jazz fusion, "
        "acid jazz, nu jazz, dixieland, ragtime, gypsy jazz, lounge, cabaret",
        (84, 156),
        0.5,
        instruments="piano, upright bass, saxophone, brushed drums",
        moods="smoky, sophisticated",
        near="Soul",
    ),
    "Latin": genre(
        "latin, salsa, reggaeton, bachata, merengue, cumbia, tango, samba, mariachi, "
        "flamenco, mambo, rumba, bolero, regional mexican, latin pop, dembow, ranchera, "
        "forro, spanish guitar",
        (88, 128),
        0.6,
        instruments="nylon guitar, congas, trumpet, bass",
        moods="passionate, lively",
        near="World",
    ),
    "Metal": genre(
        "metal, heavy metal, death metal, black metal, doom metal, thrash, metalcore, "
        "power metal, nu metal, djent, deathcore, doom, sludge, symphonic metal, "
        "progressive metal, screamo",
        (110, 176),
        0.9,
        instruments="distorted guitar, double kick drums, bass",
        moods="aggressive, dark",
        near="Rock",
    ),
    "Pop": genre(
        "pop, k pop, kpop, j pop, jpop, teen pop, power pop, art pop, europop, city pop, "
        "power ballad, ballad, top 40, chart pop, pop ballad, schlager, musical theatre, "
        "show tune, broadway, jingle, mandopop, cantopop, christmas song",
        (92, 124),
        0.35,
        instruments="synth, bass, drums, piano",
        moods="catchy, bright",
        near="Dance",
    ),
    "Punk": genre(
        "punk, punk rock, pop punk, hardcore punk, post punk, ska punk, hardcore, riot grrrl",
        (150, 190),
        0.3,
        instruments="distorted guitar, bass, fast drums",
        moods="raw, rebellious",
        near="Rock",
    ),
    "Reggae": genre(
        "reggae, ska, dancehall, rocksteady, roots reggae, calypso, soca, island music",
        (72, 92),
        0.35,
        instruments="offbeat guitar, organ, deep bass, drums",
        moods="laid-back, sunny",
        near="Dub",
    ),
    "Rock": genre(
        "rock, hard rock, classic rock, soft rock, rock and roll, rock n roll, rock & roll, "
        "arena rock, prog rock, progressive rock, psychedelic rock, psychedelic, "
        "garage rock, surf rock, surf, rockabilly, southern rock, stoner rock, glam rock",
        (104, 146),
        0.4,
        instruments="electric guitar, bass, drums, organ",
        moods="driving, bold",
        near="Indie",
    ),
    "Soul": genre(
        "soul, neo soul, motown, northern soul, soul music, doo wop",
        (70, 112),
        0.4,
        instruments="organ, horns, bass, drums",
        moods="soulful, warm",
        near="R&B",
    ),
    "Waltz": genre(
        "waltz, viennese waltz, musette, valse",
        (84, 168),
        0.4,
        instruments="piano, strings, accordion",
        moods="graceful, swaying",
        near="Classical",
    ),
    "World": genre(
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
