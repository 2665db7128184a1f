// The box of a song's relatives: its children are asked for by their parent.
import { screen, waitFor } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"

import { show } from "@/testing/showing"
import { aSong } from "@/testing/songs"

import { Lineage } from "./Lineage"

const song = aSong({ id: "song", title: "Source" })
const child = (title: string) => aSong({ id: title, title, parent_song_id: "song" })
const PAGES = [
  { items: [child("Third"), child("Second")], next_cursor: "on" },
  { items: [child("First")], next_cursor: null },
]
let asked: string[]
const server = setupServer(
  http.get("*/api/songs", ({ request }) => {
    const query = new URL(request.url).searchParams
    asked.push(query.get("parent") ?? "all")
    return HttpResponse.json(PAGES[query.has("cursor") ? 1 : 0])
  }),
)
beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const names = () =>
  screen.getAllByRole("listitem").map((item) => item.querySelector(".song-name")?.textContent)

it("shows all of a song's children, a page at a time", async () => {
  asked = []
  await show(() => <Lineage song={song} isMine />)
  await waitFor(() => expect(names()).toEqual(["Source", "Third", "Second"]))

  await userEvent.click(screen.getByRole("button", { name: "Show more" }))

  await waitFor(() => expect(names()).toEqual(["Source", "Third", "Second", "First"]))
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull()
  expect(asked).toEqual(["song", "song"])
})

it("of somebody else's song no children are asked for", async () => {
  asked = []
  await show(() => <Lineage song={{ ...song, parent_song_id: null }} isMine={false} />)
  expect(screen.queryByRole("heading", { name: "Lineage" })).toBeNull()
  expect(asked).toEqual([])
})
