// What to do when a song cannot be heard: ask again, wait, go on to the next, or stop.
import { isProblem } from "@/api/problems"

export type Step = { do: "wait"; milliseconds: number } | { do: "skip" } | { do: "stop" }

const LONGEST_WAIT_MS = 30_000
const BREAKS_ALLOWED = 4

/** The gateway gave no address. */
export function afterRefusal(failure: unknown, tries: number): Step {
  if (!isProblem(failure)) return { do: "stop" }
  if ([404, 409, 410].includes(failure.status)) return { do: "skip" }
  const mayPass = failure.status === 0 || failure.status === 429 || failure.status >= 500
  if (!mayPass) return { do: "stop" }
  const asked = (failure.retryAfter ?? 0) * 1000
  return { do: "wait", milliseconds: Math.max(asked, patience(tries)) }
}

/** The sound broke off: an address that ran out is renewed at once, a bucket that is away later. */
export function afterBreak(tries: number): Step {
  if (tries >= BREAKS_ALLOWED) return { do: "stop" }
  return { do: "wait", milliseconds: tries === 0 ? 0 : patience(tries) }
}

function patience(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, 1000 * 2 ** tries)
}
