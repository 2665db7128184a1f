import { waitFor } from "@testing-library/react"
import { describe, expect, it } from "vitest"

import { openAt } from "@/testing/opening"
import { MARA } from "@/testing/showing"

import { destination, useEnterWhenSignedIn } from "./entering"

describe("the place to go to after signing in", () => {
  it("is the page that one came from, with its search and fragment", () => {
    expect(destination("/songs/1?from=2#lyrics")).toBe("/songs/1?from=2#lyrics")
  })

  it.each([
    "https://evil.test/",
    "//evil.test/",
    "/\\evil.test",
    "javascript:alert(1)",
    "songs",
    "",
  ])("is never outside of the app: %s", (wanted) => expect(destination(wanted)).toBe("/"))

  it("is not the page of signing in itself", () => {
    expect(destination("/sign-in?return_to=/sign-in")).toBe("/")
  })
})

function Gate() {
  useEnterWhenSignedIn()
  return null
}

it("is entered by whoever is signed in already", async () => {
  const { router } = await openAt("/sign-in?return_to=/library", Gate, MARA)
  await waitFor(() => expect(router.history.location.pathname).toBe("/library"))
})

it("is not entered by a stranger", async () => {
  const { router } = await openAt("/sign-in?return_to=/library", Gate)
  expect(router.history.location.pathname).toBe("/sign-in")
})
