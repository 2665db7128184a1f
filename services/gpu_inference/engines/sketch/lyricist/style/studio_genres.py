"""Genres made of machines and samples."""

from typing import Final

from services.gpu_inference.engines.sketch.lyricist.style.genre import Genre, genre

STUDIO_GENRES: Final[dict[str, Genre]] = {
    "Ambient": genre(
        "ambient, drone, new age, meditation music, meditation, sleep music, soundscape",
        (56, 84),
        0.5,
        instruments="synth pads, bells, soft piano",
        moods="spacious, calm",
        near="Electronic",
    ),
    "Dance": genre(
        "dance, edm, eurodance, dance pop, club music, rave, trance, big room, hardstyle, "
        "future bass, hyperpop, eurobeat, happy hardcore, breakbeat, psytrance",
        (122, 140),
        0.6,
        instruments="synth lead, four-on-the-floor drums, bass",
        moods="euphoric, energetic",
        near="Electronic",
    ),
    "Disco": genre(
        "disco, nu disco, italo disco, boogie",
        (112, 126),
        0.5,
        instruments="strings, bass, rhythm guitar, drums",
        moods="glittering, joyful",
        near="Dance",
    ),
    "Drum and bass": genre(
        "drum and bass, drum n bass, drum & bass, dnb, d&b, d n b, jungle, liquid dnb, "
        "neurofunk",
        (168, 178),
        0.7,
        instruments="breakbeat drums, sub bass, synth pads",
        moods="driving, energetic",
        near="Electronic",
    ),
    "Dub": genre(
        "dub, dubstep, dub reggae, brostep",
        (70, 82),
        0.7,
        instruments="deep bass, echoing guitar, organ, drums",
        moods="hazy, heavy",
        near="Reggae",
    ),
    "Electronic": genre(
        "electronic, electronica, electro, idm, downtempo, trip hop, chillout, chillwave, "
        "glitch, glitch hop, industrial, ebm, synth music, 8 bit, chiptune, vaporwave, "
        "electropop, synth pop, chillstep, midtempo bass",
        (90, 128),
        0.6,
        instruments="synth lead, drum machine, synth bass, synth pads",
        moods="sleek, hypnotic",
        near="Dance",
    ),
    "Hip-hop": genre(
        "hip hop, hiphop, rap, boom bap, old school rap, conscious rap, gangsta rap, "
        "freestyle rap, grime, jazz rap, emo rap",
        (82, 100),
        0.75,
        instruments="drum machine, deep bass, sampled piano",
        moods="confident, gritty",
        near="R&B",
    ),
    "House": genre(
        "house, deep house, tech house, progressive house, tropical house, garage, "
        "uk garage, french house, acid house, future house",
        (118, 128),
        0.65,
        instruments="four-on-the-floor drums, synth bass, piano stabs",
        moods="uplifting, groovy",
        near="Dance",
    ),
    "Lo-fi": genre(
        "lo fi, lofi, chillhop, chill hop, study beats, lo fi beats, lofi hip hop, chill beats",
        (68, 88),
        0.6,
        instruments="electric piano, vinyl crackle, soft drums, mellow bass",
        moods="mellow, hazy",
        near="Hip-hop",
    ),
    "R&B": genre(
        "r&b, rnb, r and b, r n b, rhythm and blues, contemporary r&b, slow jam, "
        "new jack swing, alternative r&b, quiet storm",
        (64, 98),
        0.6,
        instruments="electric piano, deep bass, drum machine",
        moods="sensual, smooth",
        near="Soul",
    ),
    "Synthwave": genre(
        "synthwave, synth wave, retrowave, outrun, darksynth, 80s synth, eighties synth, "
        "new wave, darkwave, cyberpunk music",
        (84, 118),
        0.8,
        instruments="analog synth, arpeggiator, gated drums, synth bass",
        moods="nostalgic, neon-lit",
        near="Electronic",
    ),
    "Techno": genre(
        "techno, minimal techno, acid techno, detroit techno, hard techno, gabber, acid",
        (126, 144),
        0.85,
        instruments="drum machine, synth bass, acid synth",
        moods="hypnotic, relentless",
        near="Electronic",
    ),
    "Trap": genre(
        "trap, drill, phonk, cloud rap, trap soul, mumble rap, uk drill, latin trap",
        (130, 150),
        0.9,
        instruments="808 bass, hi-hats, dark synth",
        moods="menacing, moody",
        near="Hip-hop",
    ),
}
