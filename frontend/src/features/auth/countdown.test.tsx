import { act, renderHook } from "@testing-library/react"
import { afterEach, beforeEach, expect, it, vi } from "vitest"

import { Problem } from "@/api/problems"

import { useWait } from "./countdown"

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

const tooMany = new Problem({ code: "rate_limited", title: "", detail: "", status: 429 }, 3)

it("counts down what the gateway asked for, then lets one try again", () => {
  const { result } = renderHook(() => useWait({ error: tooMany, submittedAt: 1_000_000 }))
  expect(result.current).toBe(3)
  act(() => void vi.advanceTimersByTime(1_000))
  expect(result.current).toBe(2)
  act(() => void vi.advanceTimersByTime(2_500))
  expect(result.current).toBe(0)
})

it("never says more than was asked for, however old the page's clock is", () => {
  const { result, rerender } = renderHook(({ tried }) => useWait(tried), {
    initialProps: { tried: { error: null as Problem | null, submittedAt: 0 } },
  })
  vi.setSystemTime(1_500_000)
  rerender({ tried: { error: tooMany, submittedAt: 1_500_000 } })
  expect(result.current).toBe(3)
})

it("waits for nothing after any other refusal", () => {
  const wrong = new Problem({ code: "wrong_credentials", title: "", detail: "", status: 401 })
  const { result } = renderHook(() => useWait({ error: wrong, submittedAt: 1_000_000 }))
  expect(result.current).toBe(0)
})
