// How long somebody who tried too often has to wait, counted down.
import { useEffect, useState } from "react"

import { isProblem } from "@/api/problems"

interface Tried {
  error: unknown
  /** When it was tried: a mutation's `submittedAt`. */
  submittedAt: number
}

/** Seconds left before the next try; 0 when there is nothing to wait for. */
export function useWait({ error, submittedAt }: Tried): number {
  const seconds = isProblem(error) && error.status === 429 ? (error.retryAfter ?? 0) : 0
  const until = submittedAt + seconds * 1000
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (seconds === 0) return
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= until) clearInterval(timer)
    }, 500)
    return () => clearInterval(timer)
  }, [seconds, until])
  return left({ until, seconds, now })
}

/** The clock of the page may be older than the refusal: never say more than was asked for. */
export function left({ until, seconds, now }: Record<"until" | "seconds" | "now", number>): number {
  return Math.min(seconds, Math.max(0, Math.ceil((until - now) / 1000)))
}
