// Parents and children of a song.
import { expect, it } from "vitest"

import { aSong } from "@/testing/songs"

import { lineageOf, relation } from "./lineage"

const parent = aSong({ id: "parent" })
const song = aSong({ id: "song", parent_song_id: "parent" })
const child = aSong({ id: "child", parent_song_id: "song", seed: 7 })

it("a song without relatives has no lineage", () => {
  const alone = aSong({ id: "alone" })
  expect(lineageOf(alone, undefined, [])).toEqual([])
})

it("a lineage goes from the parent over the song to its children", () => {
  const found = lineageOf(song, parent, [child])
  expect(found.map((each) => [each.kind, each.song?.id])).toEqual([
    ["parent", "parent"],
    ["self", "song"],
    ["child", "child"],
  ])
})

it("a parent that is private or gone has its place without a name", () => {
  const [above] = lineageOf(song, null, [])
  expect(above).toMatchObject({ kind: "parent", song: null })
})

it("a parent that was not asked for yet leaves no place", () => {
  expect(lineageOf(song, undefined, []).map((each) => each.kind)).toEqual(["self"])
})

it("the same request is a regeneration, and says with which seed", () => {
  expect(relation(parent, song)).toBe("Regenerated, same seed")
  expect(relation(song, child)).toBe("Regenerated, other seed")
})

it("another request only started from it", () => {
  const other = { ...child, full_described_song: "A polka" }
  expect(relation(song, other)).toBe("Used as a start")
})

it("other words of one's own are another request", () => {
  const [one, two] = ["la", "lo"].map((lyrics) => aSong({ mode: "lyrics", lyrics }))
  expect(one && two && relation(one, two)).toBe("Used as a start")
})
