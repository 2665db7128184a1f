// Keys reach the player, unless somebody types, a dialog is open or they are switched off.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router"
import { render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { beforeEach, expect, it } from "vitest"

import { meQuery } from "../auth/session"
import { emptyPlayer, songs } from "../player/fixtures"
import { usePlayer } from "../player/store"
import { savedEnabled, useShortcutSettings } from "./settings"
import { Shortcuts } from "./Shortcuts"

const player = () => usePlayer.getState()

beforeEach(async () => {
  emptyPlayer()
  useShortcutSettings.setState({ isEnabled: true, isHelpOpen: false })
  player().playFrom(songs("a", "b"), "a", "")
  const root = createRootRoute({
    component: () => (
      <>
        <input aria-label="Title" />
        <button>Other</button>
        <Shortcuts />
      </>
    ),
  })
  const router = createRouter({ routeTree: root, history: createMemoryHistory() })
  const queries = new QueryClient()
  queries.setQueryData(meQuery.queryKey, null)
  render(
    <QueryClientProvider client={queries}>
      {/* A router of its own, which the app's types do not know. */}
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
  await screen.findByLabelText("Title")
})

it("plays, pauses, moves and goes on", async () => {
  await userEvent.keyboard(" ")
  expect(player().isPlaying).toBe(false)
  await userEvent.keyboard("{ArrowRight}{Shift>}{ArrowRight}{/Shift}{ArrowLeft}")
  expect(player().position).toBe(15)
  await userEvent.keyboard("k")
  expect(player().at).toBe(1)
})

it("leaves what is typed in a field alone", async () => {
  await userEvent.type(screen.getByLabelText("Title"), "k m /?")
  expect([player().at, player().isMuted, player().isPlaying]).toEqual([0, false, true])
  expect(screen.getByLabelText("Title")).toHaveProperty("value", "k m /?")
})

it("leaves Space to a button", async () => {
  screen.getByText("Other").focus()
  await userEvent.keyboard(" ")
  expect(player().isPlaying).toBe(true)
})

it("shows the keys, and does nothing else while they are shown", async () => {
  await userEvent.keyboard("?")
  expect(await screen.findByRole("dialog", { name: "Keyboard" })).toBeDefined()
  await userEvent.keyboard("k")
  expect(player().at).toBe(0)
})

it("can be switched off for good", async () => {
  await userEvent.keyboard("?")
  await userEvent.click(await screen.findByRole("switch", { name: "Single-key shortcuts" }))
  await userEvent.keyboard("{Escape}")
  await userEvent.keyboard("k m")
  expect([player().at, player().isMuted, player().isPlaying]).toEqual([0, false, true])
  expect(savedEnabled()).toBe(false)
})
