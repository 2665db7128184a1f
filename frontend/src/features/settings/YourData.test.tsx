import { screen, waitFor } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest"

import { meQuery } from "../auth/session"
import { MARA, show } from "@/testing/showing"

import { YourData } from "./YourData"

const COUNTS = { all: 48, in_progress: 0, ready: 48, published: 9, failed: 0, cancelled: 0 }
const server = setupServer()
let erased = 0

beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
beforeEach(() => {
  erased = 0
  server.use(
    http.get("*/api/songs/counts", () => HttpResponse.json(COUNTS)),
    http.delete("*/api/auth/me", () => {
      erased += 1
      return new HttpResponse(null, { status: 204 })
    }),
  )
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it("lets one download all that is kept", async () => {
  await show(() => <YourData user={MARA} />)
  const link = screen.getByRole("link", { name: "Download" })
  expect(link.getAttribute("href")).toBe("/api/auth/me/export")
  expect(link.hasAttribute("download")).toBe(true)
})

it("says what goes with the account", async () => {
  await show(() => <YourData user={MARA} />)
  await userEvent.click(screen.getByRole("button", { name: "Erase…" }))
  const said = "48 songs, their covers and 5 credits go with it. There is no way back."
  expect(await screen.findByText(said)).toBeTruthy()
})

it("erases nothing until the e-mail is typed", async () => {
  await show(() => <YourData user={MARA} />)
  await userEvent.click(screen.getByRole("button", { name: "Erase…" }))
  const erase = await screen.findByRole<HTMLButtonElement>("button", { name: "Erase" })
  expect(erase.disabled).toBe(true)
  await userEvent.type(
    screen.getByLabelText("Type your e-mail to confirm"),
    "juno@example.com{Enter}",
  )
  expect(erase.disabled).toBe(true)
  expect(erased).toBe(0)
})

it("erases the account, and leaves nothing of it on the device", async () => {
  const go = vi.spyOn(location, "assign").mockImplementation(() => undefined)
  localStorage.setItem("theme", "light")
  localStorage.setItem("draft", "my secret lyrics")
  sessionStorage.setItem("before-credits", "/songs/1")
  const { queries } = await show(() => <YourData user={MARA} />)
  await userEvent.click(screen.getByRole("button", { name: "Erase…" }))
  await userEvent.type(
    await screen.findByLabelText("Type your e-mail to confirm"),
    "Mara@Example.com{Enter}",
  )
  await waitFor(() => expect(go).toHaveBeenCalledWith("/"))
  expect(erased).toBe(1)
  expect(queries.getQueryData(meQuery.queryKey)).toBeNull()
  expect(localStorage.getItem("draft")).toBeNull()
  expect(localStorage.getItem("theme")).toBe("light")
  expect(sessionStorage.length).toBe(0)
})
