import { act, screen, waitFor } from "@testing-library/react"
import { expect, it } from "vitest"

import { openAt } from "@/testing/opening"

import { useFragment } from "./fragment"

function Shows() {
  const token = useFragment().get("token")
  return <p>{token ?? "nothing"}</p>
}

it("reads the token of a link and takes it out of the address at once", async () => {
  const { router } = await openAt("/verify-email?return_to=/library#token=abc-_1", Shows)
  expect(screen.getByText("abc-_1")).toBeTruthy()
  await waitFor(() => expect(router.history.location.hash).toBe(""))
  expect(router.history.location.href).toBe("/verify-email?return_to=/library")
  expect(screen.getByText("abc-_1")).toBeTruthy()
})

it("leaves no way back to the token", async () => {
  const { router } = await openAt("/verify-email#token=abc", Shows)
  await waitFor(() => expect(router.history.location.hash).toBe(""))
  expect(router.history.length).toBe(1)
})

it("takes the token of a second link that is opened in the same tab", async () => {
  const { router } = await openAt("/verify-email#token=first", Shows)
  await waitFor(() => expect(router.history.location.hash).toBe(""))
  await act(async () => router.history.push("/verify-email#token=second"))
  expect(await screen.findByText("second")).toBeTruthy()
  await waitFor(() => expect(router.history.location.hash).toBe(""))
})

it("finds nothing where there is nothing", async () => {
  await openAt("/verify-email", Shows)
  expect(screen.getByText("nothing")).toBeTruthy()
})
