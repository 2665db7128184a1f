// Liking a song: at once, taken back when it is refused, and only for people who signed in.
import { useQuery } from "@tanstack/react-query"
import { screen, waitFor } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"

import { song as songQuery } from "@/features/songs/queries"
import { show } from "@/testing/showing"
import { aSong } from "@/testing/songs"

import { LikeButton } from "./LikeButton"

const song = aSong()
const LIKE = "*/api/songs/:id/like"
const server = setupServer(http.get("*/api/songs/:id", () => HttpResponse.json(song)))
beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

function Shown() {
  const { data } = useQuery(songQuery(song.id))
  return data ? (
    <>
      <LikeButton song={data} />
      <p>{data.like_count} likes</p>
    </>
  ) : null
}

/** An answer that comes when the test says so. */
function held(answer: () => Response) {
  const { promise: given, resolve: give } = Promise.withResolvers<null>()
  const resolver = async () => {
    await given
    return answer()
  }
  return { resolver, give: () => give(null) }
}

const isLiked = async () => (await heart()).getAttribute("aria-pressed")
const heart = () => screen.findByRole("button", { name: /^Like / })

it("a like shows before the gateway has answered, and stays", async () => {
  const { resolver, give } = held(() => HttpResponse.json({ liked: true, like_count: 413 }))
  server.use(http.put(LIKE, resolver))
  const { queries } = await show(() => <Shown />)
  await userEvent.click(await heart())
  await screen.findByText("413 likes")
  expect(await isLiked()).toBe("true")
  expect(queries.isMutating()).toBe(1)
  give()
  await waitFor(() => expect(queries.isMutating()).toBe(0))
  expect(await isLiked()).toBe("true")
})

it("a like that is refused is taken back and the refusal is said", async () => {
  const { resolver, give } = held(() =>
    HttpResponse.json(
      { code: "too_many", status: 429, title: "Slow", detail: "Too many requests." },
      { status: 429 },
    ),
  )
  server.use(http.put(LIKE, resolver))
  await show(() => <Shown />)
  await userEvent.click(await heart())
  await screen.findByText("413 likes")
  give()
  await screen.findByText("412 likes")
  expect(await isLiked()).toBe("false")
  expect((await screen.findByRole("alert")).textContent).toContain("Too many requests.")
})

it("a like of somebody who is signed out leads to signing in and back", async () => {
  const { router } = await show(() => <Shown />, null)
  await userEvent.click(await heart())
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"))
  expect(router.state.location.search).toEqual({ return_to: "/" })
})
