// Costs are said in the same words everywhere.
import { expect, it } from "vitest"

import { priceWords } from "./price"

it.each([
  [1, "1 credit", "for 1 take"],
  [2, "2 credits", "for 2 takes"],
  [4, "4 credits", "for 4 takes"],
])("%i takes", (takes, price, what) => {
  expect(priceWords(takes)).toEqual({ price, what })
})
