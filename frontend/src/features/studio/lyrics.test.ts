// Lyrics survive the way from text to sections and back.
import { describe, expect, it } from "vitest"

import {
  formatLyrics,
  hasMarkers,
  hintFor,
  moved,
  namesOf,
  newSection,
  parseLyrics,
} from "./lyrics"

const LYRICS = `[verse]
Rain is counting pennies on the tin
I left the porch light on to let you in

Second stanza of the same verse

[chorus]
Sleep, little house, sleep

[verse]
A moth is reading letters on the glass

[instrumental]

[guitar solo]
(oh)`

describe("round trip", () => {
  it("gives the same text back", () => {
    expect(formatLyrics(parseLyrics(LYRICS))).toBe(LYRICS)
  })

  it("gives the same sections back", () => {
    const sections = parseLyrics(LYRICS)
    const plain = (of: typeof sections) => of.map(({ kind, text }) => ({ kind, text }))
    expect(plain(parseLyrics(formatLyrics(sections)))).toEqual(plain(sections))
  })

  it("keeps words without any marker as they are", () => {
    expect(formatLyrics(parseLyrics("one\ntwo"))).toBe("one\ntwo")
  })

  it("reads numbered and capital markers as the same kinds", () => {
    const kinds = parseLyrics("[Verse 1]\na\n[CHORUS]\nb\r\n[Pre-Chorus]\nc").map(
      (each) => each.kind,
    )
    expect(kinds).toEqual(["verse", "chorus", "pre-chorus"])
  })

  it("marks nameless words that were moved down, so that they stay a section", () => {
    const text = formatLyrics([newSection("chorus", "a"), newSection("", "b")])
    expect(parseLyrics(text)).toHaveLength(2)
  })

  it("keeps what is written right to left", () => {
    expect(formatLyrics(parseLyrics("[verse]\nשלום 🎵"))).toBe("[verse]\nשלום 🎵")
  })
})

it("leaves a blank verse out, so that nothing but markers is never sung", () => {
  expect(formatLyrics([newSection("verse", "  \n"), newSection("chorus")])).toBe("")
})

it("numbers only kinds that come more than once", () => {
  expect(namesOf(parseLyrics(LYRICS))).toEqual([
    "Verse 1",
    "Chorus",
    "Verse 2",
    "Instrumental",
    "Guitar solo",
  ])
})

it("notices markers in a paste", () => {
  expect(hasMarkers("la\n [chorus] \nla")).toBe(true)
  expect(hasMarkers("la [softly] la")).toBe(false)
})

it("says which line is long", () => {
  const long = "Nothing here to mend and nothing here to reap before the morning"
  expect(hintFor(newSection("chorus", `a\n\nb\n${long}`))).toBe(
    "Line 3 is long. It may be sung in a hurry.",
  )
  expect(hintFor(newSection("chorus", "a\nb"))).toBeNull()
})

it("moves a section and stops at the ends", () => {
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"])
  expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"])
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"])
})
