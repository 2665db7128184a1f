// What counts as heard.
import { expect, it } from "vitest"

import { ListenCounter } from "./listens"

/** Play from one second to another, four looks a second; how often a listen was counted. */
function hear(counter: ListenCounter, from: number, to: number): number {
  let counted = 0
  for (let position = from; position <= to; position += 0.25)
    if (counter.reached(position)) counted++
  return counted
}

it("counts a listen after thirty seconds, once", () => {
  const counter = new ListenCounter(200)
  expect(hear(counter, 0, 29.5)).toBe(0)
  expect(hear(counter, 29.5, 199)).toBe(1)
})

it("counts half of a short song", () => {
  const counter = new ListenCounter(20)
  expect(hear(counter, 0, 9.75)).toBe(0)
  expect(hear(counter, 9.75, 10)).toBe(1)
})

it("does not count the way of a jump", () => {
  const counter = new ListenCounter(200)
  hear(counter, 0, 10)
  counter.jumped()
  expect(hear(counter, 100, 119)).toBe(0)
  expect(hear(counter, 119, 121)).toBe(1)
})

it("does not count skipping on in small steps", () => {
  const counter = new ListenCounter(200)
  for (let position = 0; position < 100; position += 4) {
    expect(counter.reached(position)).toBe(false)
    counter.jumped()
  }
})

it("does not count a jump that nobody announced", () => {
  const counter = new ListenCounter(200)
  hear(counter, 0, 10)
  expect(counter.reached(190)).toBe(false)
})
