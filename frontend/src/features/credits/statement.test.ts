import { describe, expect, it } from "vitest"

import type { Entry } from "./queries"
import { statementOf } from "./statement"

const NOW = new Date("2026-11-26T12:00:00")
let made = 0

function entry(change: Partial<Entry>): Entry {
  return {
    id: `entry-${++made}`,
    kind: "capture",
    amount: 0,
    reserved: 0,
    balance_after: 0,
    description: "",
    song_id: null,
    song_title: null,
    order_id: null,
    note: "",
    created_at: "2026-11-20T12:00:00",
    ...change,
  }
}

const waiting = entry({ kind: "reserve", reserved: 1, balance_after: 19, song_id: "song-c" })
const failed = entry({
  kind: "release",
  reserved: -1,
  balance_after: 19,
  song_id: "song-b",
  description: "“Brass” was not made: given back",
})
const spent = entry({
  kind: "capture",
  amount: -1,
  reserved: -1,
  balance_after: 19,
  song_id: "song-a",
  song_title: "Rain",
})
const settled = entry({ kind: "reserve", reserved: 1, balance_after: 20, song_id: "song-a" })
const bought = entry({ kind: "grant", amount: 10, balance_after: 20, order_id: "0a1b2c3d-e" })
const welcome = entry({
  kind: "grant",
  amount: 10,
  balance_after: 10,
  description: "Starting credits",
  created_at: "2026-10-12T12:00:00",
})
const ENTRIES = [waiting, failed, spent, settled, bought, welcome]

describe("a statement", () => {
  it("gives each month what it opened and closed at", () => {
    const { months } = statementOf(ENTRIES, { isComplete: true, now: NOW })
    expect(months.map(({ name, opening, closing }) => [name, opening, closing])).toEqual([
      ["November", 10, 19],
      ["October", 0, 10],
    ])
  })

  it("does not claim an opening while earlier lines of the month may follow", () => {
    const { months } = statementOf(ENTRIES, { isComplete: false, now: NOW })
    expect(months.map(({ opening }) => opening)).toEqual([10, null])
  })

  it("names the year of a month that is in another one", () => {
    const later = new Date("2027-01-02T12:00:00")
    const { months } = statementOf(ENTRIES, { isComplete: true, now: later })
    expect(months[0]?.name).toBe("November 2026")
  })

  it("shows what is still on hold apart, in brackets and without a balance", () => {
    const { holds, months } = statementOf(ENTRIES, { isComplete: true, now: NOW })
    expect(holds.map(({ out, balance }) => [out, balance])).toEqual([["(1)", null]])
    expect(months.flatMap(({ lines }) => lines).map(({ id }) => id)).not.toContain(waiting.id)
  })

  it("shows a hold that was settled only as what became of it", () => {
    const { holds, months } = statementOf(ENTRIES, { isComplete: true, now: NOW })
    const ids = [...holds, ...months.flatMap(({ lines }) => lines)].map(({ id }) => id)
    expect(ids).toContain(spent.id)
    expect(ids).not.toContain(settled.id)
  })

  it("writes out, in and balance, each line after its movement", () => {
    const { months } = statementOf(ENTRIES, { isComplete: true, now: NOW })
    expect(months[0]?.lines.map((line) => [line.what, line.out, line.in, line.balance])).toEqual([
      ["“Brass” was not made", "0", "", 19],
      ["Rain", "−1", "", 19],
      ["Pack of 10 credits", "", "+10", 20],
    ])
  })

  it("keeps the balances when only one side is looked at", () => {
    const { holds, months } = statementOf(ENTRIES, { filter: "added", isComplete: true, now: NOW })
    expect(holds).toEqual([])
    expect(months.map(({ opening, lines }) => [opening, lines.length])).toEqual([
      [10, 1],
      [0, 1],
    ])
    const out = statementOf(ENTRIES, { filter: "spent", isComplete: true, now: NOW })
    expect(out.months.flatMap(({ lines }) => lines).map(({ what }) => what)).toEqual(["Rain"])
  })

  it("leads to a song only while it is there", () => {
    const gone = { ...spent, song_title: null }
    const { months } = statementOf([gone], { isComplete: true, now: NOW })
    expect(months[0]?.lines[0]).toMatchObject({ what: "A song since deleted", songId: null })
  })
})
