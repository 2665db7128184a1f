// Which words of a refusal stand under which field, and which under the form.
import { isProblem, type Problem, sentence } from "@/api/problems"

import { PasskeyHeldAlready, PasskeyNotGiven } from "./passkeys"
import { Declined } from "./proof"

/** What is wrong with one field. */
export function wrongWith(error: unknown, field: string): string | undefined {
  if (!isProblem(error)) return undefined
  const message = error.of(field)
  return message && readable(message, field)
}

/** What is wrong besides; `fields` are those that say their part themselves. */
export function wrongBesides(error: unknown, fields: readonly string[] = []): string | undefined {
  if (!error || error instanceof Declined) return undefined
  if (error instanceof PasskeyNotGiven || error instanceof PasskeyHeldAlready) return error.message
  if (isProblem(error) && saidBy(error, fields)) return undefined
  return sentence(error)
}

function saidBy(problem: Problem, fields: readonly string[]): boolean {
  if (problem.fields.length === 0) return false
  return problem.fields.every((each) => fields.some((field) => matches(each.field, field)))
}

function matches(said: string, field: string): boolean {
  return said === field || said.endsWith(`.${field}`)
}

/** The gateway's words, as a sentence of their own. */
function readable(message: string, field: string): string {
  if (message.startsWith("String should match pattern"))
    return field === "email"
      ? "Write an address such as mara@example.org."
      : "Write it differently."
  if (message.startsWith("String should have at least 1 ")) return "Write something here."
  const said = message.replace(/^String should/, "should")
  if (!/^(should|is|cannot) /.test(said)) return said
  const what = field === "email" ? "This address" : field === "name" ? "This name" : "This password"
  return `${what} ${said}${/[.!?]$/.test(said) ? "" : "."}`
}
