// What follows when a song cannot be heard.
import { expect, it } from "vitest"

import { Problem } from "@/api/problems"

import { afterBreak, afterRefusal } from "./recovery"

const problem = (status: number, retryAfter: number | null = null) =>
  new Problem({ code: "x", title: "x", detail: "x", status }, retryAfter)

it("goes on to the next when a song is gone", () => {
  expect(afterRefusal(problem(404), 0)).toEqual({ do: "skip" })
})

it("waits for a gateway that is away, longer each time but never more than half a minute", () => {
  const waits = [0, 1, 2, 9].map((tries) => afterRefusal(problem(0), tries))
  expect(waits).toEqual(
    [1000, 2000, 4000, 30_000].map((milliseconds) => ({ do: "wait", milliseconds })),
  )
})

it("waits as long as the gateway asks for", () => {
  expect(afterRefusal(problem(429, 12), 0)).toEqual({ do: "wait", milliseconds: 12_000 })
})

it("stops at a refusal that will stay one", () => {
  expect(afterRefusal(problem(401), 0)).toEqual({ do: "stop" })
  expect(afterRefusal(new TypeError("x"), 0)).toEqual({ do: "stop" })
})

it("renews a broken address at once, and gives up on one that breaks again and again", () => {
  expect(afterBreak(0)).toEqual({ do: "wait", milliseconds: 0 })
  expect(afterBreak(4)).toEqual({ do: "stop" })
})
