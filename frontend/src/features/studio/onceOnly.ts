// One key for one request, however often it is sent: a lost answer must not make songs twice.
import { newId } from "@/app/newId"

import type { SongRequest } from "./rules"

const KEY = "song-request"
/** A second click that comes this soon after the answer is the same wish. */
const SAME_WISH_MS = 2_000

interface Sent {
  content: string
  key: string
  /** When it was answered; null while nobody knows what became of it. */
  answeredAt: number | null
}

/** The Idempotency-Key for this content: the one of before while that is not settled. */
export function keyFor(request: SongRequest, now: number = Date.now()): string {
  const content = JSON.stringify(request)
  const before = remembered()
  const isSame = before?.content === content
  if (before && isSame && (before.answeredAt === null || now - before.answeredAt < SAME_WISH_MS))
    return before.key
  const key = newId()
  remember({ content, key, answeredAt: null })
  return key
}

/** The songs are there: the same content pressed again later is a new wish. */
export function settled(key: string, now: number = Date.now()): void {
  const before = remembered()
  if (before?.key === key) remember({ ...before, answeredAt: now })
}

let held: Sent | null = null

function remember(sent: Sent): void {
  held = sent
  try {
    sessionStorage.setItem(KEY, JSON.stringify(sent))
  } catch {
    // Without storage it is remembered as long as the page lives.
  }
}

function remembered(): Sent | null {
  try {
    const found: Sent | null = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
    return found ?? held
  } catch {
    return held
  }
}
