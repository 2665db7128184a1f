// What was typed is there again after a reload, and another tab does not take it away.
import { beforeEach, expect, it } from "vitest"

import { BLANK, changeDraft, savedDraft, useDraft } from "./draft"

beforeEach(() => useDraft.setState(BLANK))

it("is kept with every change", () => {
  changeDraft({ description: "a song", takes: 4 })
  expect(savedDraft()).toMatchObject({ description: "a song", takes: 4 })
})

it("loses nothing by going from Simple to Custom and back", () => {
  changeDraft({ description: "a song" })
  changeDraft({ way: "custom" })
  changeDraft({ tags: ["soul"] })
  changeDraft({ way: "simple" })
  expect(savedDraft()).toMatchObject({ description: "a song", tags: ["soul"] })
})

it("is this tab's own, even when another tab saved later", () => {
  changeDraft({ description: "mine" })
  localStorage.setItem("draft", JSON.stringify({ ...BLANK, description: "the other tab's" }))
  expect(savedDraft().description).toBe("mine")
})

it("is what was saved last in a tab that has none", () => {
  changeDraft({ description: "mine" })
  sessionStorage.clear()
  expect(savedDraft().description).toBe("mine")
})

it("takes from a foreign shape only what fits", () => {
  const odd = { description: 7, takes: 3, tags: ["a", 1], sections: [{}, null], way: "?" }
  sessionStorage.setItem("draft", JSON.stringify(odd))
  expect(savedDraft()).toEqual({ ...BLANK, takes: 3, tags: ["a"] })
})

it("begins blank when what was saved cannot be read", () => {
  sessionStorage.setItem("draft", "{")
  localStorage.setItem("draft", "[")
  expect(savedDraft()).toEqual(BLANK)
})
