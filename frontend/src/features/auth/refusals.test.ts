import { expect, it } from "vitest"

import { Problem } from "@/api/problems"

import { Declined } from "./proof"
import { wrongBesides, wrongWith } from "./refusals"

function invalid(field: string, message: string): Problem {
  const facts = { code: "invalid_request", title: "", detail: `${field}: ${message}`, status: 422 }
  return new Problem({ ...facts, errors: [{ field, message }] })
}

it("makes a sentence of what the gateway says about a password", () => {
  const common = invalid("password", "is among the first that anybody would guess; choose another")
  expect(wrongWith(common, "password")).toBe(
    "This password is among the first that anybody would guess; choose another.",
  )
  const short = invalid("password", "String should have at least 8 characters")
  expect(wrongWith(short, "password")).toBe("This password should have at least 8 characters.")
})

it("leaves a sentence as it is", () => {
  const own = "A password must not be your own e-mail address; choose another."
  expect(wrongWith(invalid("password", own), "password")).toBe(own)
})

it("says nothing twice, and nothing about a question that was closed", () => {
  expect(wrongBesides(invalid("password", "is bad"), ["password"])).toBeUndefined()
  expect(wrongBesides(invalid("email", "is bad"), ["password"])).toBe("email: is bad")
  expect(wrongBesides(new Declined())).toBeUndefined()
})
