// What an owner does to a song on its page.
import { useQuery } from "@tanstack/react-query"
import { screen, waitFor } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"

import { song as songQuery } from "@/features/songs/queries"
import type { Song } from "@/features/songs/songs"
import { show } from "@/testing/showing"
import { aSong } from "@/testing/songs"
import { useToasts } from "@/ui/toasts"

import { SongActions } from "./SongActions"

let stored: Song
let changes: unknown[]
const server = setupServer(
  http.get("*/api/songs/:id", () => HttpResponse.json(stored)),
  http.patch("*/api/songs/:id", async ({ request }) => {
    const change = (await request.json()) as Partial<Song>
    changes.push(change)
    stored = { ...stored, ...change }
    return HttpResponse.json(stored)
  }),
)
beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
beforeEach(() => {
  stored = aSong({ published: false })
  changes = []
  useToasts.setState({ toasts: [] })
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

function Shown({ isMine = true }: { isMine?: boolean }) {
  const { data } = useQuery(songQuery(stored.id))
  return data ? <SongActions song={data} isMine={isMine} /> : null
}

const publish = () => screen.findByRole("switch", { name: "Published" })
const isOn = async () => (await publish()).getAttribute("aria-checked")

it("the switch publishes a song and says what that means", async () => {
  await show(() => <Shown />)
  expect(screen.queryByText("Everybody can hear it")).toBeNull()
  await userEvent.click(await publish())
  await screen.findByText("Everybody can hear it")
  await waitFor(() => expect(changes).toEqual([{ published: true }]))
  expect(await isOn()).toBe("true")
})

it("what others can hear is told only once it is so", async () => {
  let settle = () => {}
  const settled = new Promise<void>((done) => (settle = done))
  server.use(
    http.patch("*/api/songs/:id", async () => {
      await settled
      stored = { ...stored, published: true }
      return HttpResponse.json(stored)
    }),
  )
  await show(() => <Shown />)
  await userEvent.click(await publish())
  await screen.findByText("Publishing…")
  expect(await isOn()).toBe("true")
  expect(screen.queryByText("Everybody can hear it")).toBeNull()
  settle()
  await screen.findByText("Everybody can hear it")
})

it("the switch goes back when publishing is refused", async () => {
  const refusal = { code: "x", status: 409, title: "No", detail: "Verify your e-mail first." }
  server.use(http.patch("*/api/songs/:id", () => HttpResponse.json(refusal, { status: 409 })))
  await show(() => <Shown />)
  await userEvent.click(await publish())
  expect((await screen.findByRole("alert")).textContent).toContain("Verify your e-mail first.")
  await waitFor(async () => expect(await isOn()).toBe("false"))
})

it("a blank title is refused before it is sent", async () => {
  await show(() => <Shown />)
  await rename("   ")
  expect((await screen.findByRole("alert")).textContent).toContain("needs a title")
  expect(changes).toEqual([])
  expect(screen.getByRole("dialog")).toBeTruthy()
})

it("a new title is sent without spaces around it", async () => {
  await show(() => <Shown />)
  await rename("  Night Bus ")
  await waitFor(() => expect(changes).toEqual([{ title: "Night Bus" }]))
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull())
})

it("a private song is published before its link is given away", async () => {
  const user = userEvent.setup()
  await show(() => <Shown />)
  await user.click(await screen.findByRole("button", { name: "Share" }))
  expect(changes).toEqual([])
  await user.click(await screen.findByRole("button", { name: "Publish and share" }))
  await waitFor(async () =>
    expect(await navigator.clipboard.readText()).toBe(`${location.origin}/s/${stored.id}`),
  )
  expect(changes).toEqual([{ published: true }])
})

it("a song of somebody else can be heard, not changed", async () => {
  await show(() => <Shown isMine={false} />)
  await screen.findByRole("button", { name: "Play" })
  for (const name of ["Regenerate", /^More/])
    expect(screen.queryByRole("button", { name })).toBeNull()
  expect(screen.queryByRole("switch")).toBeNull()
})

async function rename(title: string): Promise<void> {
  const user = userEvent.setup()
  await user.click(await screen.findByRole("button", { name: /^More/ }))
  await user.click(await screen.findByRole("menuitem", { name: /Rename/ }))
  const field = await screen.findByLabelText("Title")
  await user.clear(field)
  await user.type(field, title)
  await user.click(screen.getByRole("button", { name: "Rename" }))
}
