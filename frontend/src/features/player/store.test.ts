// What play, next, previous, shuffle and repeat lead to.
import { beforeEach, describe, expect, it } from "vitest"

import { aSong, current, emptyPlayer, songs } from "./fixtures"
import { usePlayer } from "./store"

const player = () => usePlayer.getState()
const LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"]

beforeEach(emptyPlayer)

describe("playing from a list", () => {
  it("plays the chosen song and lets the others follow it", () => {
    player().playFrom(songs("a", "b", "c"), "b", "Your songs")
    expect([current(), player().isPlaying, player().source]).toEqual(["b", true, "Your songs"])
    player().next()
    expect(current()).toBe("c")
  })

  it("leaves out songs that have no sound yet", () => {
    const list = [aSong("a"), aSong("b", { status: "running" }), aSong("c")]
    player().playFrom(list, "a", "")
    player().next()
    expect(current()).toBe("c")
  })

  it("goes on where it is when the song is already in the player", () => {
    player().playFrom(songs("a", "b"), "a", "")
    player().seek(50)
    player().pause()
    const { starts } = player()
    player().playFrom(songs("b", "a"), "a", "Trending")
    expect([player().position, player().isPlaying, player().starts]).toEqual([50, true, starts])
  })

  it("stops after the last song, ready to play it again", () => {
    player().playFrom(songs("a", "b"), "b", "")
    player().seek(199)
    player().finished()
    expect([current(), player().isPlaying, player().position]).toEqual(["b", false, 0])
  })
})

describe("previous", () => {
  it("goes back to the song before within three seconds", () => {
    player().playFrom(songs("a", "b"), "b", "")
    player().seek(3)
    player().previous()
    expect(current()).toBe("a")
  })

  it("restarts the song after three seconds", () => {
    player().playFrom(songs("a", "b"), "b", "")
    player().seek(3.1)
    player().previous()
    expect([current(), player().position]).toEqual(["b", 0])
  })

  it("restarts the first song, which has none before it", () => {
    player().playFrom(songs("a", "b"), "a", "")
    player().seek(2)
    player().previous()
    expect([current(), player().position]).toEqual(["a", 0])
  })
})

describe("shuffle", () => {
  function hear(count: number): (string | undefined)[] {
    return Array.from({ length: count }, () => {
      const heard = current()
      player().finished()
      return heard
    })
  }

  it("plays every song once before it stops", () => {
    player().toggleShuffle()
    player().playFrom(songs(...LETTERS), "c", "")
    expect(hear(LETTERS.length).sort()).toEqual(LETTERS)
    expect(player().isPlaying).toBe(false)
  })

  it("goes back in the order in which songs were heard", () => {
    player().playFrom(songs(...LETTERS), "c", "")
    player().toggleShuffle()
    const heard = hear(4)
    player().previous()
    expect(current()).toBe(heard[3])
    player().previous()
    expect(current()).toBe(heard[2])
  })

  it("never plays the same song twice in a row when the queue begins again", () => {
    player().playFrom(songs("a", "b", "c"), "a", "")
    player().toggleShuffle()
    player().cycleRepeat()
    const heard = hear(60)
    expect(heard.filter((id, place) => id === heard[place + 1])).toEqual([])
    expect(new Set(heard.slice(3, 6)).size).toBe(3)
  })

  it("keeps the song that plays and returns to the order of the list when switched off", () => {
    player().playFrom(songs(...LETTERS), "c", "")
    player().toggleShuffle()
    player().toggleShuffle()
    expect(current()).toBe("c")
    player().next()
    expect(current()).toBe("d")
  })
})

describe("repeat", () => {
  it("begins the queue again when all is repeated", () => {
    player().playFrom(songs("a", "b"), "b", "")
    player().cycleRepeat()
    player().finished()
    expect([current(), player().isPlaying]).toEqual(["a", true])
  })

  it("plays one song again and again, but obeys next", () => {
    player().playFrom(songs("a", "b"), "a", "")
    player().cycleRepeat()
    player().cycleRepeat()
    const { starts } = player()
    player().finished()
    expect([current(), player().starts]).toEqual(["a", starts + 1])
    player().next()
    expect(current()).toBe("b")
  })
})

describe("the queue", () => {
  it("plays a song next even while shuffled, and enqueues at the end", () => {
    player().playFrom(songs(...LETTERS), "c", "")
    player().toggleShuffle()
    player().enqueue(aSong("last"))
    player().playNext(aSong("next"))
    player().next()
    expect(current()).toBe("next")
    const { order, queue } = player()
    expect(queue[order.at(-1) ?? -1]?.id).toBe("last")
    expect([...order].sort((one, two) => one - two)).toEqual(queue.map((_, place) => place))
  })

  it("goes on to the next song when the one that plays is removed", () => {
    player().playFrom(songs("a", "b", "c"), "b", "")
    player().remove(1)
    expect([current(), player().isPlaying]).toEqual(["c", true])
  })

  it("keeps playing when a song before it is removed", () => {
    player().playFrom(songs("a", "b", "c"), "b", "")
    const { starts } = player()
    player().remove(0)
    expect([current(), player().starts]).toEqual(["b", starts])
    player().next()
    expect(current()).toBe("c")
  })

  it("falls silent when the last song is removed or all is cleared", () => {
    player().playFrom(songs("a"), "a", "")
    player().remove(0)
    expect([current(), player().isPlaying]).toEqual([undefined, false])
    player().playFrom(songs("a", "b"), "a", "")
    player().clear()
    expect([player().queue, player().isPlaying]).toEqual([[], false])
  })
})

it("seeks within the song only", () => {
  player().playFrom(songs("a"), "a", "")
  player().seek(500)
  expect(player().position).toBe(200)
  player().seek(-5)
  expect(player().position).toBe(0)
})
