// Progress only ever goes on, and the end is the end.
import { beforeEach, expect, it } from "vitest"

import { type News, newsOf, onward, useLive } from "./live"

const news = (change: Partial<News> = {}): News => ({
  song_id: "a",
  status: "running",
  stage: "composing",
  step: 34,
  steps: 60,
  queue_ahead: 0,
  eta_seconds: 25,
  waiting_for: null,
  ...change,
})

beforeEach(() => useLive.getState().forget())

it("takes in the first that is heard", () => {
  expect(onward(undefined, news(), 5)).toEqual({ ...news(), at: 5 })
})

it.each([
  ["an earlier stage", { stage: "writing", step: null, steps: null }],
  ["the queue", { status: "queued", stage: null, step: null, steps: null }],
] as const)("does not go back to %s", (_, late) => {
  const known = onward(undefined, news(), 1)
  expect(onward(known, news(late), 2)).toBe(known)
})

it("keeps the step when an engine begins anew, and hears the rest", () => {
  const known = onward(undefined, news(), 1)
  const now = onward(known, news({ step: 2, eta_seconds: 70 }), 2)
  expect(now).toMatchObject({ step: 34, steps: 60, eta_seconds: 70 })
})

it("goes on by steps, and by stages whose steps begin again", () => {
  const known = onward(undefined, news(), 1)
  expect(onward(known, news({ step: 35 }), 2).step).toBe(35)
  const finishing = onward(known, news({ stage: "finishing", step: 1, steps: 30 }), 2)
  expect(finishing).toMatchObject({ stage: "finishing", step: 1, steps: 30 })
})

it("hears of the queue as it is, when it grows as well", () => {
  const queued = { status: "queued", stage: null, step: null, steps: null } as const
  const known = onward(undefined, news({ ...queued, queue_ahead: 1 }), 1)
  expect(onward(known, news({ ...queued, queue_ahead: 3 }), 2).queue_ahead).toBe(3)
})

it("hears nothing more of a song that has ended", () => {
  const { hear, end } = useLive.getState()
  hear(news())
  end("a")
  expect(hear(news({ step: 60 })).now).toBeUndefined()
  expect(useLive.getState().heard).toEqual({})
})

it("keeps songs apart", () => {
  const { hear, end } = useLive.getState()
  hear(news())
  hear(news({ song_id: "b", step: 3 }))
  end("a")
  expect(Object.keys(useLive.getState().heard)).toEqual(["b"])
})

it("reads what the gateway sends, and leaves out what it does not know", () => {
  const sent = JSON.stringify({ ...news({ waiting_for: "worker" }), colour: "red", step: "x" })
  expect(newsOf(sent)).toEqual(news({ step: null, waiting_for: "worker" }))
  expect(newsOf('{"song_id":"a","status":"dancing"}')).toBeNull()
})
