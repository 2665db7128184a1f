// The audio element does what the store says, and goes on at the same second when it breaks.
import { HttpResponse, http } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest"

import { useToasts } from "@/ui/toasts"

import { Addresses } from "./addresses"
import { current, emptyPlayer, songs } from "./fixtures"
import { Sound } from "./sound"
import { usePlayer } from "./store"

const player = () => usePlayer.getState()
const gone = { code: "not_found", title: "Gone", detail: "Gone", status: 404 }

let asked: string[] = []
let lifeMs = 900_000
const server = setupServer(
  http.get("*/api/songs/:id/audio", ({ params }) => {
    asked.push(String(params.id))
    return HttpResponse.json({
      url: `https://bucket.test/${String(params.id)}.mp3?signed=${asked.length}`,
      expires_at: new Date(Date.now() + lifeMs).toISOString(),
      format: "mp3",
      bytes: 1,
    })
  }),
)

let audio: HTMLAudioElement
let disconnect: () => void
let heard: string[]
let addresses: Addresses

beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
afterAll(() => server.close())
beforeEach(() => {
  emptyPlayer()
  asked = []
  heard = []
  lifeMs = 900_000
  audio = document.createElement("audio")
  addresses = new Addresses()
  const sound = new Sound({
    audio,
    addresses,
    onListened: (songId) => heard.push(songId),
    onAttached: () => undefined,
  })
  disconnect = sound.connect()
})
afterEach(() => {
  disconnect()
  server.resetHandlers()
  useToasts.setState({ toasts: [] })
})

const fire = (name: string) => audio.dispatchEvent(new Event(name))
const sounds = (address: string) =>
  vi.waitFor(() => {
    expect(audio.src).toBe(`https://bucket.test/${address}`)
    expect(audio.paused).toBe(false)
  })

function playTo(second: number): void {
  fire("loadedmetadata")
  audio.currentTime = second
  fire("timeupdate")
}

it("plays the chosen song, and the next one when it is over", async () => {
  player().playFrom(songs("a", "b"), "a", "")
  await sounds("a.mp3?signed=1")
  playTo(5)
  expect(player().position).toBe(5)
  fire("ended")
  await sounds("b.mp3?signed=2")
  expect(current()).toBe("b")
})

it("moves the element at once, in both directions", async () => {
  player().playFrom(songs("a"), "a", "")
  await sounds("a.mp3?signed=1")
  playTo(50)
  player().seek(90)
  expect(audio.currentTime).toBe(90)
  player().seek(10)
  expect(audio.currentTime).toBe(10)
})

it("says nothing on load: a song from the last visit asks for no sound until it is played", async () => {
  usePlayer.setState({ queue: songs("a"), at: 0, order: [0], position: 65, duration: 200 })
  expect(asked).toEqual([])
  player().toggle()
  await sounds("a.mp3?signed=1")
  fire("timeupdate")
  expect(player().position).toBe(65)
  fire("loadedmetadata")
  expect(audio.currentTime).toBe(65)
})

it("renews an address that broke and goes on at the same second", async () => {
  player().playFrom(songs("a"), "a", "")
  await sounds("a.mp3?signed=1")
  playTo(65)
  fire("error")
  await sounds("a.mp3?signed=2")
  fire("loadedmetadata")
  expect([audio.currentTime, player().isPlaying]).toEqual([65, true])
})

it("renews an address that ran out during a long pause before it breaks", async () => {
  lifeMs = 20_000
  player().playFrom(songs("a"), "a", "")
  await sounds("a.mp3?signed=1")
  playTo(30)
  player().pause()
  expect(audio.paused).toBe(true)
  player().toggle()
  await sounds("a.mp3?signed=2")
  fire("loadedmetadata")
  expect(audio.currentTime).toBe(30)
})

it("plays what is buffered while the gateway is away", async () => {
  lifeMs = 20_000
  player().playFrom(songs("a"), "a", "")
  await sounds("a.mp3?signed=1")
  playTo(30)
  player().pause()
  server.use(http.get("*/api/songs/:id/audio", () => HttpResponse.error()))
  player().toggle()
  await sounds("a.mp3?signed=1")
  expect(player().isPlaying).toBe(true)
})

it("says that a song is gone and goes on to the next", async () => {
  player().playFrom(songs("a", "b"), "a", "")
  await sounds("a.mp3?signed=1")
  server.use(http.get("*/api/songs/a/audio", () => HttpResponse.json(gone, { status: 404 })))
  playTo(65)
  fire("error")
  await sounds("b.mp3?signed=2")
  expect(useToasts.getState().toasts.map(({ text }) => text)).toEqual(["“Song a” is gone"])
  expect(player().queue.map(({ id }) => id)).toEqual(["b"])
})

it("pauses the store when the system pauses the sound", async () => {
  player().playFrom(songs("a"), "a", "")
  await sounds("a.mp3?signed=1")
  audio.pause()
  expect(player().isPlaying).toBe(false)
})

it("drops an answer that comes too late", async () => {
  const late = Promise.withResolvers<undefined>()
  server.use(http.get("*/api/songs/a/audio", () => late.promise, { once: true }))
  player().playFrom(songs("a", "b"), "a", "")
  player().next()
  await sounds("b.mp3?signed=1")
  late.resolve(undefined)
  await vi.waitFor(() => expect(addresses.ready("a")).toBeDefined())
  expect(audio.src).toBe("https://bucket.test/b.mp3?signed=1")
})

it("counts a listen of what was heard, and again when the song begins again", async () => {
  player().playFrom(songs("a"), "a", "")
  await sounds("a.mp3?signed=1")
  const hear = () => {
    for (let second = 0; second <= 31; second++) playTo(second)
  }
  hear()
  expect(heard).toEqual(["a"])
  player().cycleRepeat()
  player().finished()
  hear()
  expect(heard).toEqual(["a", "a"])
})

it("follows volume, mute and speed", () => {
  player().setVolume(0.4)
  player().toggleMute()
  player().setSpeed(1.5)
  expect([audio.volume, audio.muted, audio.playbackRate]).toEqual([0.4, true, 1.5])
})
