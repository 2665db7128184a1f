import { expect, it } from "vitest"

import { each, money } from "./money"

it("writes a price in its own currency's smallest unit", () => {
  expect(money({ amount: 900, currency: "usd" })).toBe("$9.00")
  expect(money({ amount: 900, currency: "jpy" })).toBe("¥900")
})

it("says what one take costs, in cents where they are", () => {
  expect(each({ amount: 900, currency: "usd" }, 25)).toBe("36¢")
  expect(each({ amount: 1000, currency: "usd" }, 5)).toBe("$2.00")
  expect(each({ amount: 900, currency: "eur" }, 25)).toBe("€0.36")
})
