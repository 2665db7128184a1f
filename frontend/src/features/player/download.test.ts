// A file is asked for until it is made.
import { HttpResponse, http } from "msw"
import { setupServer } from "msw/node"
import { afterAll, beforeAll, expect, it, vi } from "vitest"

import { fileAddress } from "./download"

let asked = 0
const server = setupServer(
  http.get("*/api/songs/a/audio", () => {
    asked++
    return asked < 3
      ? HttpResponse.json({ status: "preparing" }, { status: 202, headers: { "Retry-After": "0" } })
      : HttpResponse.json({ url: "https://bucket.test/a.wav", expires_at: "2099-01-01T00:00:00Z" })
  }),
)
beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
afterAll(() => server.close())

it("waits for a WAV that is being made and says so", async () => {
  const onPreparing = vi.fn()
  expect(await fileAddress("a", "wav", onPreparing)).toBe("https://bucket.test/a.wav")
  expect([asked, onPreparing.mock.calls.length]).toEqual([3, 2])
})
