// What a category's tile wears, and songs over several pages.
import { expect, it } from "vitest"

import { aSong } from "@/testing/songs"

import { songsIn } from "./pages"
import { hueOf, tileArt } from "./tiles"

it("a tile wears the cover of a song of its own category", () => {
  const songs = [
    aSong({ id: "a", categories: ["Folk"], cover_url: "/folk.png", cover_colors: ["#123456"] }),
    aSong({ id: "b", categories: ["Soul"], cover_url: null, cover_colors: null }),
    aSong({
      id: "c",
      categories: ["Jazz", "Soul"],
      cover_url: "/soul.png",
      cover_colors: ["#654321"],
    }),
  ]
  const { cover, colors } = tileArt("Soul", songs)
  expect(cover?.src).toMatch(/^\/api\/songs\/c\/cover\?/)
  expect(colors).toEqual(["#654321"])
})

it("a tile without such a song has a calm colour that is always its own", () => {
  const { cover, colors } = tileArt("Waltz", [])
  expect(cover).toBeNull()
  expect(colors).toEqual(tileArt("Waltz", []).colors)
  expect(hueOf("Waltz")).not.toBe(hueOf("Soul"))
  expect(hueOf("Waltz")).toBeLessThan(360)
})

it("a song that moved to the next page while it was fetched is shown once", () => {
  const [one, two, three] = ["1", "2", "3"].map((id) => aSong({ id }))
  const page = (...items: (typeof one)[]) => ({
    items: items.filter((each) => each !== undefined),
    next_cursor: null,
  })
  const data = { pages: [page(one, two), page(two, three)], pageParams: [undefined, "c"] }
  expect(songsIn(data).map((song) => song.id)).toEqual(["1", "2", "3"])
})
