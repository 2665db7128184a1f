import { screen, waitFor } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"

import { openAt } from "@/testing/opening"
import { refusal } from "@/testing/problems"
import { MARA } from "@/testing/showing"

import { meQuery } from "./session"
import { SignInPage } from "./SignInPage"

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
beforeEach(() =>
  server.use(
    http.get("*/api/feed", () => HttpResponse.json({ items: [], next_cursor: null })),
    http.get("*/api/auth/providers", () =>
      HttpResponse.json({ items: [{ name: "github", label: "GitHub" }] }),
    ),
    http.post("*/api/auth/sign-in", () =>
      refusal(401, "second_factor_required", { ticket: "ticket-1", methods: ["totp"] }),
    ),
    http.post<never, { ticket: string; code: string }>(
      "*/api/auth/sign-in/second-factor",
      async ({ request }) => {
        const { ticket, code } = await request.json()
        if (ticket.startsWith("ticket") && code === "123456") return HttpResponse.json(MARA)
        return refusal(400, "wrong_code", {
          attempts_left: code === "000000" ? 0 : 4,
          errors: [{ field: "code", message: "This code is wrong." }],
        })
      },
    ),
  ),
)
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

async function signIn() {
  await userEvent.type(await screen.findByLabelText("E-mail"), MARA.email)
  await userEvent.type(screen.getByLabelText("Password"), "a long first password{Enter}")
}

it("asks for a code after the password, then goes where one wanted to", async () => {
  const { router, queries } = await openAt("/sign-in?return_to=/library%3Fq%3Drain", SignInPage)
  await signIn()
  await userEvent.type(await screen.findByLabelText(/Code/), "123456{Enter}")
  await waitFor(() => expect(router.history.location.href).toBe("/library?q=rain"))
  expect(queries.getQueryData(meQuery.queryKey)).toEqual(MARA)
})

it("says under the field that a code is wrong", async () => {
  await openAt("/sign-in", SignInPage)
  await signIn()
  const field = await screen.findByLabelText(/Code/)
  await userEvent.type(field, "111111{Enter}")
  expect((await screen.findByRole("alert")).textContent).toBe("This code is wrong.")
  expect(field.getAttribute("aria-describedby")).toContain("error")
})

it("begins again when the ticket is used up", async () => {
  await openAt("/sign-in", SignInPage)
  await signIn()
  await userEvent.type(await screen.findByLabelText(/Code/), "000000{Enter}")
  await screen.findByRole("alert")
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Go on" }).disabled).toBe(true)
  await userEvent.click(screen.getByRole("button", { name: "Begin again" }))
  expect(screen.getByLabelText("Password")).toBeTruthy()
})

it("takes up the ticket that a provider's sign-in came back with", async () => {
  const { router } = await openAt("/sign-in#ticket=ticket-2&return_to=%2Fcredits", SignInPage)
  await userEvent.type(await screen.findByLabelText(/Code/), "123456{Enter}")
  await waitFor(() => expect(router.history.location.href).toBe("/credits"))
})

it("is not led out of the app by what stands in the address", async () => {
  const { router } = await openAt("/sign-in#ticket=ticket-2&return_to=%2F%2Fevil.test", SignInPage)
  await userEvent.type(await screen.findByLabelText(/Code/), "123456{Enter}")
  await waitFor(() => expect(router.history.location.href).toBe("/"))
})

it("says that e-mail and password do not match, beside the password", async () => {
  server.use(http.post("*/api/auth/sign-in", () => refusal(401, "wrong_credentials")))
  await openAt("/sign-in", SignInPage)
  await signIn()
  const said = await screen.findByText("This e-mail and password do not match.")
  expect(screen.getByLabelText("Password").getAttribute("aria-describedby")).toBe(
    said.closest("p")?.id,
  )
})

it("counts a wait down, and lets nobody press meanwhile", async () => {
  server.use(
    http.post("*/api/auth/sign-in", () =>
      refusal(429, "rate_limited", {}, { "Retry-After": "65" }),
    ),
  )
  await openAt("/sign-in", SignInPage)
  await signIn()
  expect(await screen.findByText(/Try again in 1:0[45]\./)).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Sign in" }).disabled).toBe(true)
})

it("offers the providers of the gateway, and comes back to where one was", async () => {
  await openAt("/sign-in?return_to=/library", SignInPage)
  const link = await screen.findByRole("link", { name: "GitHub" })
  expect(link.getAttribute("href")).toBe("/api/auth/oauth/github/start?return_to=%2Flibrary")
})

it("explains why a provider's sign-in did not work", async () => {
  await openAt("/sign-in?problem=email_has_account", SignInPage)
  expect(screen.getByRole("alert").textContent).toContain("Sign in as you did before")
})
