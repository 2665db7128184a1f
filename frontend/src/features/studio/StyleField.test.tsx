// Style tags by Enter, comma, paste and suggestion.
import { render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { beforeEach, expect, it } from "vitest"

import { BLANK, useDraft } from "./draft"
import { StyleField } from "./StyleField"

beforeEach(() => useDraft.setState(BLANK))

function field() {
  render(<StyleField />)
  return screen.getByRole("textbox", { name: "Style" })
}

it("makes a tag of what was typed, by Enter and by comma", async () => {
  await userEvent.type(field(), "lullaby{Enter}nylon guitar,")
  expect(useDraft.getState()).toMatchObject({ tags: ["lullaby", "nylon guitar"], typedTag: "" })
})

it("makes tags of a pasted list, each once", async () => {
  await userEvent.click(field())
  await userEvent.paste("soul, Rhodes\nbrushed drums, Soul,, ")
  expect(useDraft.getState().tags).toEqual(["soul", "Rhodes", "brushed drums"])
})

it("keeps a single pasted word to be typed on", async () => {
  await userEvent.click(field())
  await userEvent.paste("so")
  expect(useDraft.getState()).toMatchObject({ tags: [], typedTag: "so" })
})

it("makes a tag of what is left behind", async () => {
  await userEvent.type(field(), "folk")
  await userEvent.tab()
  expect(useDraft.getState().tags).toEqual(["folk"])
})

it("takes the last tag away by Backspace, and any by its button", async () => {
  useDraft.setState({ tags: ["a", "b", "c"] })
  await userEvent.type(field(), "{Backspace}")
  await userEvent.click(screen.getByRole("button", { name: "Remove a" }))
  expect(useDraft.getState().tags).toEqual(["b"])
})

it("adds a suggestion and offers it no more", async () => {
  field()
  await userEvent.click(screen.getByRole("button", { name: "Add 72 BPM" }))
  expect(useDraft.getState().tags).toEqual(["72 BPM"])
  expect(screen.queryByRole("button", { name: "Add 72 BPM" })).toBeNull()
})

it("says at once when the line is too long, tied to the field", () => {
  useDraft.setState({ way: "custom", tags: ["x".repeat(501)] })
  const input = field()
  expect(screen.getByRole("alert").textContent).toContain("1 character over the limit of 500")
  expect(input.getAttribute("aria-describedby")).toBe(screen.getByRole("alert").id)
})
