// What is heard of songs reaches every list, and the end is said once.
import { useInfiniteQuery } from "@tanstack/react-query"
import { act, screen } from "@testing-library/react"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest"

import { MARA, show } from "@/testing/showing"
import { aSong } from "@/testing/songs"
import { useToasts } from "@/ui/toasts"

import { useLive } from "./live"
import { LiveSongs } from "./LiveSongs"
import { mySongs } from "./queries"
import type { Song } from "./songs"

const begun = { takes: 1, finished_at: null, started_at: null }
const queued = aSong({ ...begun, title: "Untitled", status: "queued" })
let stored: Song

const counts = () => {
  const in_progress = stored.status === "queued" || stored.status === "running" ? 1 : 0
  return { all: 1, in_progress, ready: 0, published: 0, failed: 0, cancelled: 0 }
}
const server = setupServer(
  http.get("*/api/songs/counts", () => HttpResponse.json(counts())),
  http.get("*/api/auth/session", () => HttpResponse.json({ user: MARA })),
  http.get("*/api/songs", () => HttpResponse.json({ items: [stored], next_cursor: null })),
)
beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

let tellOf: Map<string, (event: { data: string }) => void>
let closed: number

beforeEach(() => {
  stored = queued
  closed = 0
  tellOf = new Map()
  useLive.getState().forget()
  useToasts.setState({ toasts: [] })
  vi.stubGlobal(
    "EventSource",
    class {
      addEventListener = (kind: string, hear: (event: { data: string }) => void) =>
        tellOf.set(kind, hear)
      close = () => (closed += 1)
    },
  )
})

const tell = (kind: string, data: object) =>
  act(async () => tellOf.get(kind)?.({ data: JSON.stringify(data) }))
const progress = (change: object) => ({
  song_id: queued.id,
  status: "running",
  stage: "writing",
  step: null,
  steps: null,
  queue_ahead: 0,
  eta_seconds: null,
  waiting_for: null,
  ...change,
})

function Titles() {
  const { data } = useInfiniteQuery(mySongs())
  const songs = data?.pages.flatMap((page) => page.items) ?? []
  return songs.map((song) => <p key={song.id}>{`${song.title}: ${song.stage ?? song.status}`}</p>)
}

async function following() {
  await show(() => (
    <>
      <LiveSongs />
      <Titles />
    </>
  ))
  await screen.findByText("Untitled: queued")
  await vi.waitFor(() => expect(tellOf.size).toBe(3))
}

it("tells a list of each step of the way", async () => {
  await following()
  stored = { ...queued, status: "running", stage: "writing" }
  await tell("progress", progress({}))
  await screen.findByText("Untitled: writing")
})

it("says a change of stage politely, and no single step", async () => {
  await following()
  stored = { ...queued, status: "running", stage: "composing" }
  await tell("progress", progress({}))
  await tell("progress", progress({ stage: "composing", step: 1, steps: 60 }))
  const spoken = () => screen.getAllByRole("status").map((each) => each.textContent)
  expect(spoken()).toContain("Untitled: composing")
  await tell("progress", progress({ stage: "composing", step: 2, steps: 60 }))
  expect(spoken()).toContain("Untitled: composing")
  expect(useLive.getState().heard[queued.id]).toMatchObject({ step: 2 })
})

it("puts the song that is done into the list, says so once, and lets the stream go", async () => {
  await following()
  stored = aSong({ takes: 1, title: "Tin Roof Lullaby" })
  await tell("done", stored)
  await tell("done", stored)
  await screen.findByText("Tin Roof Lullaby: ready")
  expect(useToasts.getState().toasts.map((toast) => toast.text)).toEqual([
    "Tin Roof Lullaby is ready",
  ])
  await vi.waitFor(() => expect(closed).toBe(1))
})

it("says of a failure that it cost nothing", async () => {
  await following()
  const failure = { code: "timed_out", message: "It took too long." }
  stored = aSong({ takes: 1, title: "Brass", status: "failed", failure })
  await tell("done", stored)
  expect(useToasts.getState().toasts[0]).toMatchObject({
    text: "Brass failed",
    more: "You were not charged.",
  })
})

it("takes a song away that was deleted elsewhere", async () => {
  await following()
  server.use(http.get("*/api/songs", () => HttpResponse.json({ items: [], next_cursor: null })))
  await tell("gone", { song_id: queued.id })
  await vi.waitFor(() => expect(screen.queryByText("Untitled: queued")).toBeNull())
})
