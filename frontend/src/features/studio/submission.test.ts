// Asking for songs: once for one wish, and every refusal where it belongs.
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"

import { createQueries } from "@/app/queries"
import { useShortage } from "@/features/songs/shortage"
import { useToasts } from "@/ui/toasts"

import { aSong } from "@/testing/songs"
import { BLANK, changeDraft, useDraft } from "./draft"
import { submit, useSubmission } from "./submission"

const queries = createQueries()
const server = setupServer()
let keys: (string | null)[] = []

beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())
beforeEach(() => {
  keys = []
  sessionStorage.clear()
  useToasts.setState({ toasts: [] })
  useDraft.setState({ ...BLANK, description: crypto.randomUUID() })
  useSubmission.setState({ isPending: false, wasTried: false, refused: {}, failure: null })
})

function answer(...answers: (() => Response)[]) {
  server.use(
    http.post("*/api/songs", ({ request }) => {
      keys.push(request.headers.get("Idempotency-Key"))
      const next = answers.length > 1 ? answers.shift() : answers[0]
      return next?.()
    }),
  )
}

const accepted = () => HttpResponse.json({ songs: [aSong()] }, { status: 202 })
const refuses = (status: number, code: string, facts: object) => () =>
  HttpResponse.json(
    { type: "", title: "", detail: "No.", status, code, ...facts },
    { status, headers: { "Content-Type": "application/problem+json" } },
  )

it("sends one request for two clicks", async () => {
  answer(accepted)
  await Promise.all([submit(queries), submit(queries)])
  expect(keys).toHaveLength(1)
})

it("sends the same key again after an answer that was lost", async () => {
  answer(() => HttpResponse.error(), accepted)
  expect(await submit(queries)).toBeNull()
  expect(useSubmission.getState().failure).toContain("cannot be reached")
  expect(await submit(queries)).toHaveLength(1)
  expect(keys[0]).toBe(keys[1])
})

it("keeps the form as it is, whatever is answered", async () => {
  answer(() => HttpResponse.error())
  const before = useDraft.getState()
  await submit(queries)
  expect(useDraft.getState()).toEqual(before)
})

it("waits for the answer to a first try that is still under way", async () => {
  const inFlight = refuses(409, "request_in_flight", {})
  answer(() => {
    const response = inFlight()
    response.headers.set("Retry-After", "0.01")
    return response
  }, accepted)
  expect(await submit(queries)).toHaveLength(1)
  expect(keys[0]).toBe(keys[1])
})

it("does not ask for what is known to be refused, and says what is missing", async () => {
  answer(accepted)
  changeDraft({ description: " " })
  expect(await submit(queries)).toBeNull()
  expect(keys).toEqual([])
  expect(useSubmission.getState().wasTried).toBe(true)
})

it("puts what the gateway refuses beside its field, until the field changes", async () => {
  answer(refuses(422, "invalid_request", { errors: [{ field: "seed", message: "is odd" }] }))
  await submit(queries)
  expect(useSubmission.getState().refused).toEqual({ seed: "Is odd" })
  changeDraft({ seed: "8" })
  expect(useSubmission.getState().refused).toEqual({})
})

it("opens the dialog when credits are short, and makes fewer takes from it", async () => {
  answer(refuses(402, "insufficient_credits", { price: 2, available: 1 }), accepted)
  await submit(queries)
  const { shortage } = useShortage.getState()
  expect(shortage).toMatchObject({ price: 2, available: 1, takes: 2 })
  shortage?.askFor?.(1)
  await expect.poll(() => keys.length).toBe(2)
  expect(useDraft.getState().takes).toBe(1)
})

it("says when to come back, when there were too many", async () => {
  answer(refuses(429, "quota_exceeded", { limit: 10, unfinished: 10 }))
  await submit(queries)
  expect(useToasts.getState().toasts[0]).toMatchObject({
    text: "Ten songs are in progress already.",
    more: "The next can start when one is ready.",
  })
})
