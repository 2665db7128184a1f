// Songs stand under the day on which they were asked for.
import { expect, it } from "vitest"

import { aSong } from "@/testing/songs"
import { dayOf, grouped, inTakes } from "./grouping"

const NOW = new Date(2026, 10, 26, 0, 30).getTime()
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString()
const names = (groups: ReturnType<typeof grouped>) =>
  groups.map(({ name, songs }) => [name, ...songs.map((song) => song.title)])

it("goes by the calendar, not by hours", () => {
  expect(dayOf(at(26, 0), NOW)).toBe("Today")
  expect(dayOf(at(25, 23), NOW)).toBe("Yesterday")
  expect(dayOf(at(25, 0), NOW)).toBe("Yesterday")
  expect(dayOf(at(24, 23), NOW)).toBe("Earlier")
})

it("puts what is in progress first, in the order of turns", () => {
  const songs = [
    aSong({ title: "second", status: "queued", created_at: at(26, 0), take: 2, takes: 2 }),
    aSong({ title: "first", status: "running", created_at: at(25, 1) }),
    aSong({ title: "failed", status: "failed", created_at: at(26, 0) }),
    aSong({ title: "ready", created_at: at(25, 9) }),
    aSong({ title: "old", created_at: at(1, 9) }),
  ]
  expect(names(grouped(songs, "newest", NOW))).toEqual([
    ["In progress", "first", "second"],
    ["Today", "failed"],
    ["Yesterday", "ready"],
    ["Earlier", "old"],
  ])
})

it("has no days in a list by title", () => {
  const songs = [aSong({ title: "A", created_at: at(1, 1) }), aSong({ title: "B" })]
  expect(names(grouped(songs, "title", NOW))).toEqual([["", "A", "B"]])
})

it("puts the takes of one request in their order, and no others", () => {
  const take = (number: number, title: string, created_at: string) =>
    aSong({ take: number, takes: 2, title, created_at })
  const songs = [
    take(2, "new 2", "2026-11-26T10:00:00.002Z"),
    take(1, "new 1", "2026-11-26T10:00:00.001Z"),
    take(2, "old 2", "2026-11-25T10:00:00.002Z"),
    take(1, "old 1", "2026-11-25T10:00:00.001Z"),
  ]
  expect(inTakes(songs).map((song) => song.title)).toEqual(["new 1", "new 2", "old 1", "old 2"])
})
