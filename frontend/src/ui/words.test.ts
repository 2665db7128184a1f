// Counts and moments, as they are read beside songs.
import { expect, it } from "vitest"

import { count, counted } from "./numbers"
import { ago, clock } from "./time"

const NOW = Date.parse("2026-11-26T12:00:00Z")
const before = (seconds: number) => ago(new Date(NOW - seconds * 1000).toISOString(), NOW)

it("listens are counted with commas, and one is one", () => {
  expect(counted(5210, "listen")).toBe("5,210 listens")
  expect(counted(1, "listen")).toBe("1 listen")
  expect(counted(0, "listen")).toBe("0 listens")
  expect(count(1_204_000)).toBe("1,204,000")
})

it("a moment is told in the largest unit that passed", () => {
  const told = [0, 59, 60, 3_599, 3_600, 86_399, 86_400].map(before)
  expect(told).toEqual(["now", "now", "1 min", "59 min", "1 h", "23 h", "1 d"])
})

it("what is longer ago than a week is told by its date", () => {
  expect(before(8 * 86_400)).toBe("18 November")
})

it("a clock that runs ahead makes nothing come from the future", () => {
  expect(before(-300)).toBe("now")
})

it("a length is told in minutes and seconds", () => {
  expect([0, 65, 204, 3_700].map(clock)).toEqual(["0:00", "1:05", "3:24", "1:01:40"])
})
