// The full player's entry in the history: one when it opens, none when it is closed.
import { act, screen } from "@testing-library/react"
import { expect, it } from "vitest"

import { show } from "@/testing/showing"

import { useCloseFull, useIsFull, useLeaveFull, useOpenFull } from "./full"

function Controls() {
  const isFull = useIsFull()
  const open = useOpenFull()
  const close = useCloseFull()
  const leave = useLeaveFull()
  return (
    <>
      <output>{isFull ? "full" : "small"}</output>
      <button onClick={open}>Open</button>
      <button onClick={close}>Close</button>
      <button onClick={() => leave({ to: "/songs/$songId", params: { songId: "1" } })}>Song</button>
    </>
  )
}

async function started() {
  const { router } = await show(() => <Controls />)
  await act(async () => router.history.push("/library?q=rain"))
  const press = (name: string) => act(async () => screen.getByRole("button", { name }).click())
  const state = () => screen.getByRole("status").textContent
  return { history: router.history, press, state }
}

it("opening it is one step on the same page, however often it is pressed", async () => {
  const { history, press, state } = await started()

  await press("Open")
  await press("Open")

  expect(state()).toBe("full")
  expect(history.location.href).toBe("/library?q=rain")
  expect(history.length).toBe(3)
})

it("Back closes it, and Forward opens it again", async () => {
  const { history, press, state } = await started()
  await press("Open")

  await act(async () => history.back())
  expect(state()).toBe("small")
  expect(history.location.href).toBe("/library?q=rain")

  await act(async () => history.forward())
  expect(state()).toBe("full")
})

it("closing it goes back, and never further than to the page below", async () => {
  const { history, press, state } = await started()
  await press("Open")

  await press("Close")
  await press("Close")
  expect(state()).toBe("small")
  expect(history.location.href).toBe("/library?q=rain")

  await act(async () => history.back())
  expect(history.location.href).toBe("/")
})

it("a page that it leads to takes its place", async () => {
  const { history, press, state } = await started()
  await press("Open")

  await press("Song")
  expect(state()).toBe("small")
  expect(history.location.href).toBe("/songs/1")

  await act(async () => history.back())
  expect(state()).toBe("small")
  expect(history.location.href).toBe("/library?q=rain")
})

it("to the page below it only closes", async () => {
  const { history, press, state } = await started()
  await act(async () => history.push("/songs/1"))
  await press("Open")

  await press("Song")
  expect(state()).toBe("small")
  expect(history.location.href).toBe("/songs/1")

  await act(async () => history.back())
  expect(history.location.href).toBe("/library?q=rain")
})
