// The rows of a recipe.
import { expect, it } from "vitest"

import { aSong } from "@/testing/songs"

import { made, recipeRows, tagsOf } from "./recipe"

const names = (change = {}) => recipeRows(aSong(change)).map((row) => row.name)
const row = (name: string, change = {}) =>
  recipeRows(aSong(change)).find((each) => each.name === name)

it("a recipe names everything that a song was made from", () => {
  expect(names()).toEqual([
    "Mode",
    "Description",
    "Style",
    "Seed",
    "Duration",
    "Guidance",
    "Steps",
    "Take",
    "Engine",
    "Model",
    "Made",
  ])
})

it("what a song does not have is left out", () => {
  const bare = { full_described_song: "", prompt: "", guidance_scale: null, infer_step: null }
  const rest = { engine: null, model_revision: null, takes: 1 }
  expect(names({ ...bare, ...rest })).toEqual(["Mode", "Seed", "Duration", "Made"])
})

it("the seed is read in groups and copied without gaps", () => {
  expect(row("Seed")?.value).toBe("2\u00a0871\u00a0904\u00a0533")
  expect(row("Seed")?.copy?.text).toBe("2871904533")
})

it("the seed zero is a seed", () => {
  expect(row("Seed", { seed: 0 })?.copy?.text).toBe("0")
})

it("a take says of how many", () => {
  expect(row("Take", { take: 2, takes: 4 })?.value).toBe("2 of 4")
})

it("style tags stand one by one, each once", () => {
  expect(tagsOf("soul, Rhodes,, soul , 72 BPM")).toEqual(["soul", "Rhodes", "72 BPM"])
})

it("it says how long the making took", () => {
  expect(made(aSong())).toContain(" · in 1 min 6 s")
  expect(made(aSong({ finished_at: "2026-11-21T22:13:41Z" }))).toContain(" · in 41 s")
  expect(made(aSong({ finished_at: "2026-11-21T22:15:00Z" }))).toContain(" · in 2 min")
})

it("a song that is not made yet was asked for", () => {
  expect(names({ finished_at: null })).toContain("Asked for")
  expect(made(aSong({ finished_at: null }))).not.toContain("in")
})
