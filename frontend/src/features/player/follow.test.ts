// The player shows what the app learns of its songs, and forgets them with their listener.
import { QueryClient } from "@tanstack/react-query"
import { beforeEach, expect, it } from "vitest"

import { patchSong, putSong } from "../songs/cache"
import { mySongs, song as songQuery } from "../songs/queries"
import { aSong, current, emptyPlayer, songs } from "./fixtures"
import { followApp, listenAs } from "./follow"
import { usePlayer } from "./store"

const player = () => usePlayer.getState()
beforeEach(emptyPlayer)

it("shows a new title and a cover that has arrived", () => {
  const queries = new QueryClient()
  const stop = followApp(queries)
  player().playFrom(songs("a", "b"), "a", "")
  putSong(queries, aSong("a", { title: "Renamed", cover_url: "https://bucket.test/a.png" }))
  expect(player().queue[0]).toMatchObject({
    title: "Renamed",
    cover_url: "https://bucket.test/a.png",
  })
  stop()
})

it("shows a like that was given in a list", () => {
  const queries = new QueryClient()
  const stop = followApp(queries)
  queries.setQueryData(mySongs().queryKey, {
    pages: [{ items: songs("a"), next_cursor: null }],
    pageParams: [undefined],
  })
  player().playFrom(songs("a"), "a", "")
  patchSong(queries, "a", { liked: true })
  expect(player().queue[0]?.liked).toBe(true)
  stop()
})

it("takes the same cover under a new signature for no news", () => {
  const queries = new QueryClient()
  const stop = followApp(queries)
  player().playFrom(songs("z"), "z", "")
  for (const signature of ["1", "2"])
    queries.setQueryData(
      songQuery("z").queryKey,
      aSong("z", { cover_url: `https://bucket.test/z.png?sig=${signature}` }),
    )
  expect(player().queue[0]?.cover_url).toBe("https://bucket.test/z.png?sig=1")
  stop()
})

it("forgets the queue when somebody else listens, not when somebody signs in", () => {
  listenAs(null)
  player().playFrom(songs("a"), "a", "")
  listenAs("mara")
  expect(current()).toBe("a")
  listenAs(undefined)
  expect(current()).toBe("a")
  listenAs("juno")
  expect(current()).toBeUndefined()
})
