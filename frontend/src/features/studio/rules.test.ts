// The form refuses what the gateway would refuse, and nothing else.
import { describe, expect, it } from "vitest"

import { BLANK, type Draft } from "./draft"
import { newSection } from "./lyrics"
import { problemsOf, requestOf } from "./rules"

const draft = (change: Partial<Draft>): Draft => ({ ...BLANK, ...change })
const verse = [newSection("verse", "A line")]
const wrong = (change: Partial<Draft>) => Object.keys(problemsOf(draft(change)))

describe("every way, with and without a voice, with and without words", () => {
  it.each([
    { way: "simple", instrumental: false, description: "", wrong: ["full_described_song"] },
    { way: "simple", instrumental: true, description: "", wrong: ["full_described_song"] },
    { way: "simple", instrumental: true, description: " \n ", wrong: ["full_described_song"] },
    { way: "simple", instrumental: false, description: "x", wrong: [] },
    { way: "simple", instrumental: true, description: "x", wrong: [] },
  ] as const)(
    "$way, instrumental $instrumental, “$description”",
    ({ wrong: fields, ...change }) => {
      expect(wrong(change)).toEqual(fields)
    },
  )

  it.each([
    { words: "write", instrumental: false, sung: false, wrong: ["lyrics"] },
    { words: "write", instrumental: true, sung: false, wrong: [] },
    { words: "write", instrumental: false, sung: true, wrong: [] },
    { words: "write", instrumental: true, sung: true, wrong: [] },
    { words: "describe", instrumental: false, sung: false, wrong: ["described_lyrics"] },
    { words: "describe", instrumental: true, sung: false, wrong: [] },
    { words: "describe", instrumental: false, sung: true, wrong: [] },
    { words: "describe", instrumental: true, sung: true, wrong: [] },
  ] as const)(
    "custom, $words, instrumental $instrumental, words $sung",
    ({ words, instrumental, sung, wrong: fields }) => {
      const texts = sung ? { sections: verse, describedLyrics: "a moth" } : {}
      const custom = { way: "custom", words, instrumental, ...texts } as const
      expect(wrong({ ...custom, tags: ["soul"] })).toEqual(fields)
      expect(wrong(custom)).toEqual(["prompt", ...fields])
    },
  )
})

describe("what is sent", () => {
  it("holds only the texts of its own way, since the gateway refuses the others", () => {
    const full = draft({ description: "d", sections: verse, describedLyrics: "a", tags: ["soul"] })
    expect(requestOf(full)).toMatchObject({ full_described_song: "d", prompt: "", lyrics: "" })
    expect(requestOf({ ...full, way: "custom" })).toMatchObject({
      mode: "lyrics",
      full_described_song: "",
      lyrics: "[verse]\nA line",
      described_lyrics: "",
    })
    expect(requestOf({ ...full, way: "custom", words: "describe" })).toMatchObject({
      mode: "described_lyrics",
      lyrics: "",
      described_lyrics: "a",
    })
  })

  it("leaves words out that nobody sings, and keeps them in the draft", () => {
    const mute = draft({ way: "custom", instrumental: true, sections: verse, tags: ["soul"] })
    expect(requestOf(mute).lyrics).toBe("")
    expect(mute.sections).toBe(verse)
  })

  it("counts a style that was typed and not yet made a tag", () => {
    const typing = draft({ way: "custom", instrumental: true, typedTag: "soul" })
    expect(requestOf(typing).prompt).toBe("soul")
    expect(problemsOf(typing)).toEqual({})
  })

  it("asks for a chosen seed when none is typed", () => {
    expect(requestOf(draft({ seed: "" })).seed).toBe(-1)
    expect(requestOf(draft({ seed: "42" })).seed).toBe(42)
  })
})

describe("limits", () => {
  const long = (length: number) => ({ description: "🎵".repeat(length) })

  it("counts an emoji as one, as the gateway does", () => {
    expect(wrong(long(2000))).toEqual([])
    expect(wrong(long(2001))).toEqual(["full_described_song"])
  })

  it("says how much a paste is over, and cuts nothing", () => {
    const pasted = draft({ way: "custom", tags: ["x"], view: "text", text: "a".repeat(10_000) })
    expect(problemsOf(pasted).lyrics).toBe(
      "5,000 characters over the limit of 5,000. Nothing was cut.",
    )
    expect(requestOf(pasted).lyrics).toHaveLength(10_000)
  })

  it("does not count the spaces at the ends, which the gateway takes off", () => {
    expect(wrong({ description: `${"a".repeat(2000)}   \n` })).toEqual([])
  })

  it.each([
    ["seed", { seed: "1.5" }],
    ["seed", { seed: String(2 ** 53) }],
    ["infer_step", { steps: "0" }],
    ["infer_step", { steps: "101" }],
    ["guidance_scale", { guidance: "0.5" }],
    ["guidance_scale", { guidance: "many" }],
    ["audio_duration", { duration: 241 }],
    ["audio_duration", { duration: 4 }],
    ["takes", { takes: 5 }],
  ])("refuses a %s of %j", (field, change) => {
    expect(wrong({ description: "x", ...change })).toEqual([field])
  })

  it("takes the ends of each range", () => {
    const ends = { seed: String(2 ** 53 - 1), steps: "100", guidance: "30", duration: 240 }
    expect(wrong({ description: "x", takes: 4, ...ends })).toEqual([])
  })

  it("refuses characters that the gateway refuses, by name", () => {
    expect(problemsOf(draft({ description: "a\u0007" })).full_described_song).toContain("U+0007")
    const custom = { way: "custom", instrumental: true, tags: ["x"] } satisfies Partial<Draft>
    expect(wrong({ ...custom, title: "a\u202eb" })).toEqual(["title"])
    expect(wrong({ description: "two\nlines\tand a tab" })).toEqual([])
  })
})
