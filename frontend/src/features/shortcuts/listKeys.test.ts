// Up, down and P in a list of songs.
import { beforeEach, expect, it, vi } from "vitest"

import { handlesListKey } from "./listKeys"

const press = (key: string, play?: (row: HTMLElement) => void) =>
  handlesListKey(new KeyboardEvent("keydown", { key }), document.activeElement, play)
const focused = () => document.activeElement?.textContent

beforeEach(() => {
  const row = (name: string) =>
    `<li data-song-row><button data-play>Play ${name}</button><a href="/${name}">${name}</a></li>`
  document.body.innerHTML = `<input data-search><ul data-song-list>${row("one")}${row("two")}</ul>`
  document.querySelector("a")?.focus()
})

it("moves the focus from row to row and stays at the ends", () => {
  expect(press("ArrowDown")).toBe(true)
  expect(focused()).toBe("two")
  expect(press("ArrowDown")).toBe(false)
  expect(press("ArrowUp")).toBe(true)
  expect(focused()).toBe("one")
})

it("plays the row in focus by its button", () => {
  const clicked = vi.fn()
  document.querySelectorAll("[data-play]")[1]?.addEventListener("click", clicked)
  press("ArrowDown")
  expect(press("p")).toBe(true)
  expect(clicked).toHaveBeenCalledOnce()
})

it("plays the row in focus in the list's own way", () => {
  const play = vi.fn()
  press("p", play)
  expect(play).toHaveBeenCalledWith(document.querySelector("[data-song-row]"))
})

it("does nothing outside of a list or in a field", () => {
  document.querySelector("input")?.focus()
  expect(press("p")).toBe(false)
  expect(press("ArrowUp")).toBe(false)
})
