// Starting points: a short name on a chip, and the description that it fills in.

export interface Idea {
  name: string
  description: string
}

export const IDEAS: readonly Idea[] = [
  {
    name: "Desert blues at dusk",
    description:
      "Desert blues at dusk: two electric guitars that circle each other, handclaps, a calabash, a dry and patient male voice. The wind comes up at the end.",
  },
  {
    name: "Sea shanty, slow",
    description:
      "A sea shanty, slow, for two voices: one leads, one answers. Concertina and a stamped deck, salt in every line, no hurry to arrive.",
  },
  {
    name: "A waltz for two spoons",
    description:
      "A kitchen waltz played on two spoons, an upright piano and a double bass. Playful, a little clumsy, with a woman who sings of burnt toast and Sunday.",
  },
  {
    name: "Felt piano, snow",
    description:
      "Felt piano and the first snow. Very quiet, close microphones, the pedal audible. No voice for a minute, then one whispered verse.",
  },
  {
    name: "Night bus, synth bass",
    description:
      "A night bus through a city in the rain: warm synth bass, a drum machine at 98 BPM, a cool female voice counting the stops. Synth-pop with neon in it.",
  },
  {
    name: "Brass wedding",
    description:
      "A Balkan brass band at a village wedding at three in the morning: trumpets, tuba, a drum that pushes. Joyful, fast, nearly falling apart.",
  },
  {
    name: "Lullaby for a tin roof",
    description:
      "A lullaby for a tin roof in the rain: nylon guitar, soft brushes, a low and close voice. Slow, warm, a little sleepy. Ends with rain alone.",
  },
  {
    name: "Surf rock, Monday",
    description:
      "Surf rock for a Monday morning: twangy reverb guitar, fast toms, a shouted chorus about missing the train and not minding.",
  },
  {
    name: "Choir in a lift",
    description:
      "A small choir stuck in a lift: a cappella, four voices, first embarrassed, then magnificent. The words are floor numbers.",
  },
  {
    name: "Cumbia for the cat",
    description:
      "A cumbia for a cat that owns the house: accordion, guiro, round bass, a smiling male voice. Danceable, with a purr before each chorus.",
  },
  {
    name: "Lighthouse bolero",
    description:
      "The last bolero of a lighthouse keeper: nylon guitar, muted trumpet, 88 BPM, an old and tender voice that thanks the sea.",
  },
  {
    name: "Techno greenhouse",
    description:
      "Techno in a greenhouse at night: a soft four-on-the-floor kick, dripping water as a hi-hat, bright leaves of synth. Instrumental, hypnotic, 124 BPM.",
  },
]

/** So many of them, beginning at a place and going round. */
export function ideasFrom(place: number, count = 6): Idea[] {
  return [...IDEAS, ...IDEAS].slice(place % IDEAS.length, (place % IDEAS.length) + count)
}

/** For somebody who has no songs yet. */
export const FIRST_ASKS = [
  "A sea shanty, slow, for two voices",
  "Felt piano and the first snow",
  "Desert blues at dusk, handclaps",
] as const
