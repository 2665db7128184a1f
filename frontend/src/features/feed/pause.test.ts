// What is typed quickly is asked for once.
import { afterEach, beforeEach, expect, it, vi } from "vitest"

import { afterPause } from "./pause"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it("acts once, on the last of several quick changes", () => {
  const asked: string[] = []
  const paused = afterPause((words: string) => asked.push(words), 250)
  for (const words of ["g", "gl", "gla"]) {
    paused.later(words)
    vi.advanceTimersByTime(249)
  }
  expect(asked).toEqual([])
  vi.advanceTimersByTime(1)
  expect(asked).toEqual(["gla"])
})

it("acts again after each pause", () => {
  const asked: string[] = []
  const paused = afterPause((words: string) => asked.push(words), 250)
  paused.later("rain")
  vi.advanceTimersByTime(250)
  paused.later("snow")
  vi.advanceTimersByTime(250)
  expect(asked).toEqual(["rain", "snow"])
})

it("forgets what waits when it is cancelled", () => {
  const asked: string[] = []
  const paused = afterPause((words: string) => asked.push(words), 250)
  paused.later("rain")
  paused.cancel()
  vi.advanceTimersByTime(1_000)
  expect(asked).toEqual([])
})
