// How lyrics fall into sections.
import { expect, it } from "vitest"

import { languageOf, parseLyrics } from "./lyrics"

it("makes a section of each name and numbers verses", () => {
  const text = "[verse]\nOne\nTwo\n\n[chorus]\nLa\n\n[verse]\nThree\n[chorus]\nLa\n"
  expect(parseLyrics(text)).toEqual([
    { name: "Verse 1", lines: ["One", "Two"] },
    { name: "Chorus", lines: ["La"] },
    { name: "Verse 2", lines: ["Three"] },
    { name: "Chorus", lines: ["La"] },
  ])
})

it("keeps stanzas, lines without a section, and names that stand alone", () => {
  expect(parseLyrics("Hm\n\nHm\r\n[inst]\n[Verse 1 - soft] So\n")).toEqual([
    { name: "", lines: ["Hm", "", "Hm"] },
    { name: "Inst", lines: [] },
    { name: "Verse 1 - soft", lines: ["So"] },
  ])
})

it("leaves a single verse without a number, and nothing of nothing", () => {
  expect(parseLyrics("[verse]\nOne")[0]?.name).toBe("Verse")
  expect(parseLyrics(" \n ")).toEqual([])
})

it("knows a language by its script", () => {
  expect(languageOf("雨の夜に")).toBe("ja")
  expect(languageOf("下雨的夜")).toBe("zh")
  expect(languageOf("Rain at night")).toBeUndefined()
})
