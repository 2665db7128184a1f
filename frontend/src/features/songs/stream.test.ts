// A stream that is cut comes back, later each time, and is replaced by asking meanwhile.
import { afterEach, beforeEach, expect, it, vi } from "vitest"

import { listen, waitBefore } from "./stream"

class Source {
  static made: Source[] = []
  onopen?: () => void
  onerror?: () => void
  isClosed = false
  heard = new Map<string, (event: { data: string }) => void>()
  constructor(readonly address: string) {
    Source.made.push(this)
  }
  addEventListener(kind: string, hear: (event: { data: string }) => void) {
    this.heard.set(kind, hear)
  }
  close() {
    this.isClosed = true
  }
}

const events = { onOpen: vi.fn(), onEvent: vi.fn(), poll: vi.fn() }
const latest = () => Source.made.at(-1)

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  Source.made = []
  vi.stubGlobal("EventSource", Source)
})
afterEach(() => vi.useRealTimers())

it("hands on each kind of event", () => {
  const stop = listen("/events", events)
  latest()?.heard.get("done")?.({ data: "{}" })
  expect(events.onEvent).toHaveBeenCalledWith("done", "{}")
  stop()
})

it("waits twice as long after each failure, up to half a minute", () => {
  expect([1, 2, 3, 10].map(waitBefore)).toEqual([1_000, 2_000, 4_000, 30_000])
})

it("comes back after a cut, with one connection at a time", () => {
  const stop = listen("/events", events)
  latest()?.onerror?.()
  expect(Source.made[0]?.isClosed).toBe(true)
  vi.advanceTimersByTime(1_000)
  expect(Source.made).toHaveLength(2)
  stop()
})

it("asks every five seconds while no stream can be had, and stops when one stands", () => {
  const stop = listen("/events", events)
  latest()?.onerror?.()
  vi.advanceTimersByTime(1_000)
  latest()?.onerror?.()
  vi.advanceTimersByTime(1_999)
  expect(events.poll).not.toHaveBeenCalled()
  vi.advanceTimersByTime(3_001)
  expect(events.poll).toHaveBeenCalledTimes(1)
  latest()?.onopen?.()
  vi.advanceTimersByTime(20_000)
  expect(events.poll).toHaveBeenCalledTimes(1)
  stop()
})

it("leaves nothing behind when it is stopped", () => {
  const stop = listen("/events", events)
  latest()?.onerror?.()
  stop()
  vi.advanceTimersByTime(60_000)
  expect(Source.made).toHaveLength(1)
  expect(events.poll).not.toHaveBeenCalled()
})
