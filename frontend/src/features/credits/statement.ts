// A statement of an account: what is on hold, then month by month what went out and came in.
import { counted } from "@/ui/numbers"

import type { Entry } from "./queries"

export interface Line {
  id: string
  date: string
  what: string
  /** A quiet word beside it. */
  remark: string
  reference: string
  /** A song that can still be opened. */
  songId: string | null
  out: string
  in: string
  /** After this line; null for what is only set aside. */
  balance: number | null
  isQuiet: boolean
}

export interface Month {
  key: string
  name: string
  /** Null while earlier lines of this month may not have been read yet. */
  opening: number | null
  closing: number
  lines: Line[]
}

export type Filter = "all" | "spent" | "added"

interface Options {
  filter?: Filter
  /** Whether nothing earlier is left to be read. */
  isComplete: boolean
  now?: Date
}

/** `entries` are newest first, as the gateway gives them. */
export function statementOf(
  entries: readonly Entry[],
  { filter = "all", isComplete, now = new Date() }: Options,
): { holds: Line[]; months: Month[] } {
  const settled = new Set(entries.filter(settles).map((entry) => entry.song_id))
  const holds = entries.filter(
    (entry) => entry.kind === "reserve" && entry.song_id && !settled.has(entry.song_id),
  )
  return {
    holds: filter === "all" ? holds.map((entry) => lineOf(entry, now)) : [],
    months: monthsOf(entries, isComplete, now)
      .map((month) => ({ ...month, lines: month.lines.filter(shows(filter)) }))
      .filter((month) => month.lines.length > 0),
  }
}

function monthsOf(entries: readonly Entry[], isComplete: boolean, now: Date): Month[] {
  const months = byMonth(entries)
  return months.map(([key, of], place) => {
    const [newest, oldest] = [of[0], of.at(-1)]
    const isWhole = isComplete || place < months.length - 1
    return {
      key,
      name: monthName(key, now),
      opening: isWhole && oldest ? oldest.balance_after - oldest.amount : null,
      closing: newest?.balance_after ?? 0,
      // Setting aside moves nothing: it is shown above while it lasts, and never here.
      lines: of.filter((entry) => entry.kind !== "reserve").map((entry) => lineOf(entry, now)),
    }
  })
}

function byMonth(entries: readonly Entry[]): [string, Entry[]][] {
  const months = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = monthKey(entry.created_at)
    months.set(key, [...(months.get(key) ?? []), entry])
  }
  return [...months]
}

function settles(entry: Entry): boolean {
  return entry.kind === "capture" || entry.kind === "release"
}

function shows(filter: Filter): (line: Line) => boolean {
  if (filter === "spent") return (line) => line.out !== "" && !line.isQuiet
  if (filter === "added") return (line) => line.in !== ""
  return () => true
}

function lineOf(entry: Entry, now: Date): Line {
  const { amount, reserved, kind } = entry
  const isHold = kind === "reserve"
  return {
    id: entry.id,
    date: shortDate(entry.created_at, now),
    ...wordsOf(entry),
    reference: referenceOf(entry),
    songId: entry.song_title ? entry.song_id : null,
    out: isHold ? `(${reserved})` : amount <= 0 ? signed(amount) : "",
    in: amount > 0 ? signed(amount) : "",
    balance: isHold ? null : entry.balance_after,
    isQuiet: isHold || kind === "release",
  }
}

function wordsOf(entry: Entry): { what: string; remark: string } {
  const { kind, description, song_title } = entry
  if (kind === "reserve") return { what: description, remark: "settles when ready" }
  if (kind === "capture") return { what: song_title ?? "A song since deleted", remark: "" }
  if (kind === "release")
    return { what: description.replace(/: given back$/, ""), remark: "not charged" }
  if (kind === "take_back")
    return { what: "Refund", remark: `${counted(-entry.amount, "credit")} taken back` }
  if (entry.order_id)
    return { what: `Pack of ${counted(entry.amount, "credit")}`, remark: "bought" }
  return { what: description, remark: "" }
}

function referenceOf({ song_id, order_id }: Entry): string {
  if (order_id) return `order ${order_id.slice(0, 8)}`
  return song_id ? `song ${song_id.slice(0, 8)}` : ""
}

/** With a real minus sign, as wide as the plus. */
function signed(amount: number): string {
  if (amount === 0) return "0"
  return amount > 0 ? `+${amount}` : `−${-amount}`
}

function monthKey(moment: string): string {
  const date = new Date(moment)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}`
}

function monthName(key: string, now: Date): string {
  const [year, month] = key.split("-").map(Number)
  const date = new Date(year ?? 0, (month ?? 1) - 1)
  return date.toLocaleDateString("en-GB", { month: "long", ...otherYear(date, now) })
}

function shortDate(moment: string, now: Date): string {
  const date = new Date(moment)
  return date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    ...otherYear(date, now),
  })
}

function otherYear(date: Date, now: Date): { year?: "numeric" } {
  return date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }
}
