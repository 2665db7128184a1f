// Refusals are said in the words that the design has for them.
import { expect, it } from "vitest"

import { Problem } from "@/api/problems"

import { affordable, priceSentence, shortBy, tooMuch } from "./shortage"

it.each([
  [2, 1, "One credit short"],
  [4, 2, "Two credits short"],
  [2, 0, "Two credits short"],
])("%i wanted, %i there", (price, available, words) => {
  expect(shortBy({ price, available })).toBe(words)
})

it("says what the takes cost", () => {
  expect(priceSentence({ price: 2, takes: 2 })).toBe("Two takes cost 2 credits.")
  expect(priceSentence({ price: 1, takes: 1 })).toBe("One take costs 1 credit.")
})

it("offers as many takes as can be paid, and none where there is no fewer", () => {
  expect(affordable({ price: 2, available: 1, takes: 2 })).toBe(1)
  expect(affordable({ price: 4, available: 3, takes: 4 })).toBe(3)
  expect(affordable({ price: 2, available: 0, takes: 2 })).toBe(0)
  expect(affordable({ price: 1, available: 0, takes: 1 })).toBe(0)
})

const tooMany = (facts: Record<string, unknown>, wait: number | null = null) =>
  new Problem({ code: "x", title: "", detail: "", status: 429, ...facts }, wait)

it("says when the next song can start", () => {
  expect(tooMuch(tooMany({ limit: 10, unfinished: 10 }), 2)).toEqual([
    "Ten songs are in progress already.",
    "The next can start when one is ready.",
  ])
  expect(tooMuch(tooMany({ limit: 10, unfinished: 9 }), 2)[0]).toBe(
    "Nine songs are in progress; two more would be over ten.",
  )
})

it("says for how long to wait", () => {
  expect(tooMuch(tooMany({}, 30), 1)[1]).toBe("Try again in 30 seconds.")
  expect(tooMuch(tooMany({}, 600), 1)[1]).toBe("Try again in 10 minutes.")
})
