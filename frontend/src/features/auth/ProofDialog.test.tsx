import { screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"

import { api, read } from "@/api/client"
import { refusal } from "@/testing/problems"
import { show } from "@/testing/showing"

import { Declined, proven, useProof } from "./proof"
import { ProofDialog } from "./ProofDialog"

const PASSWORD = "a long first password"
const server = setupServer()
let isProven = false
let erased = 0

beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
beforeEach(() => {
  isProven = false
  erased = 0
  server.use(
    http.get("*/api/auth/providers", () => HttpResponse.json({ items: [] })),
    http.delete("*/api/auth/me", () => {
      if (!isProven) return refusal(403, "reauthentication_required")
      erased += 1
      return new HttpResponse(null, { status: 204 })
    }),
  )
})
afterEach(() => {
  useProof.getState().decline()
  server.resetHandlers()
})
afterAll(() => server.close())

function accepts(isRight: (proof: { password: string; code?: string }) => Response | null) {
  server.use(
    http.post<never, { password: string; code?: string }>(
      "*/api/auth/reauthenticate",
      async ({ request }) => {
        const refused = isRight(await request.json())
        if (refused) return refused
        isProven = true
        return new HttpResponse(null, { status: 204 })
      },
    ),
  )
}

const erase = () => proven(() => read(api.DELETE("/api/auth/me")))

it("asks for the password, and then does what waited for it", async () => {
  accepts(() => null)
  await show(() => <ProofDialog />)
  const erasing = erase()
  await userEvent.type(await screen.findByLabelText("Password"), PASSWORD)
  await userEvent.click(screen.getByRole("button", { name: "Go on" }))
  await erasing
  expect(erased).toBe(1)
  expect(screen.queryByRole("dialog")).toBeNull()
})

it("says that a password is wrong, and lets one try again", async () => {
  accepts(({ password }) => (password === PASSWORD ? null : refusal(401, "wrong_credentials")))
  await show(() => <ProofDialog />)
  const erasing = erase()
  const field = await screen.findByLabelText("Password")
  await userEvent.type(field, "wrong{Enter}")
  expect((await screen.findByRole("alert")).textContent).toBe("This is not your password.")
  expect(field.getAttribute("aria-invalid")).toBe("true")
  await userEvent.clear(field)
  await userEvent.type(field, `${PASSWORD}{Enter}`)
  await erasing
  expect(erased).toBe(1)
})

it("asks for a code as well where the account has one", async () => {
  accepts(({ code }) =>
    code === "123456"
      ? null
      : refusal(400, "code_required", { errors: [{ field: "code", message: "?" }] }),
  )
  await show(() => <ProofDialog />)
  const erasing = erase()
  await userEvent.type(await screen.findByLabelText("Password"), `${PASSWORD}{Enter}`)
  await userEvent.type(await screen.findByLabelText(/Code/), "123456{Enter}")
  await erasing
  expect(erased).toBe(1)
})

it("does nothing when the question is closed", async () => {
  await show(() => <ProofDialog />)
  const erasing = erase().catch((failure: unknown) => failure)
  await userEvent.click(await screen.findByRole("button", { name: "Not now" }))
  expect(await erasing).toBeInstanceOf(Declined)
  expect(erased).toBe(0)
})

it("asks nobody about any other refusal", async () => {
  server.use(http.delete("*/api/auth/me", () => refusal(409, "last_way_in")))
  await expect(erase()).rejects.toMatchObject({ code: "last_way_in" })
  expect(useProof.getState().waiting).toEqual([])
})
