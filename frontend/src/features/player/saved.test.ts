// What the next visit finds of this one.
import { beforeEach, expect, it } from "vitest"

import { aSong, emptyPlayer, songs } from "./fixtures"
import { keepSaved, savedPlayer } from "./saved"
import { usePlayer } from "./store"

const player = () => usePlayer.getState()

beforeEach(emptyPlayer)

it("finds song, position, queue and settings again, and is silent", () => {
  const stop = keepSaved(usePlayer)
  player().playFrom(songs("a", "b", "c"), "b", "Your songs")
  player().setVolume(0.3)
  player().setSpeed(1.25)
  player().toggleShuffle()
  player().cycleRepeat()
  player().seek(65)
  const { order } = player()
  stop()
  emptyPlayer()
  usePlayer.setState(savedPlayer())
  expect(player()).toMatchObject({
    at: 1,
    position: 65,
    source: "Your songs",
    volume: 0.3,
    speed: 1.25,
    shuffle: true,
    repeat: "all",
    order,
    isPlaying: false,
  })
  expect(player().queue.map(({ id }) => id)).toEqual(["a", "b", "c"])
})

it("keeps the position on leaving", () => {
  const stop = keepSaved(usePlayer)
  player().playFrom(songs("a"), "a", "")
  usePlayer.setState({ position: 2.5 })
  expect(savedPlayer().position).toBe(0)
  dispatchEvent(new Event("pagehide"))
  expect(savedPlayer().position).toBe(2.5)
  stop()
})

it("keeps an address of the cover that does not run out", () => {
  const stop = keepSaved(usePlayer)
  player().playFrom([aSong("a", { cover_url: "https://bucket.test/a.png?sig=1" })], "a", "")
  stop()
  expect(savedPlayer().queue?.[0]?.cover_url).toBe("/api/songs/a/cover")
})

it.each(["{", "7", '{"queue":[{"id":1}],"at":0}', '{"queue":[],"at":3,"volume":9}'])(
  "starts empty when what is kept is spoilt: %s",
  (spoilt) => {
    localStorage.setItem("player", spoilt)
    usePlayer.setState(savedPlayer())
    expect(player()).toMatchObject({ queue: [], at: -1, volume: 1 })
  },
)
