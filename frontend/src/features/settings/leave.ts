// After signing out nothing of the person may stay: not in this tab, not on this device.
import type { QueryClient } from "@tanstack/react-query"

import { usePlayer } from "@/features/player/store"

import { becomes } from "../auth/session"

/** What belongs to the device, whoever uses it. */
const STAYS = new Set(["theme", "shortcuts"])

export function leave(queries: QueryClient): void {
  // First, or the player would save its songs once more as the page goes.
  usePlayer.setState({ queue: [], at: -1, isPlaying: false })
  becomes(queries, null)
  forget()
  location.assign("/")
}

export function forget(): void {
  try {
    sessionStorage.clear()
    const keys = Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place))
    for (const key of keys) if (key && !STAYS.has(key)) localStorage.removeItem(key)
  } catch {
    // Storage can be forbidden: nothing was kept there then.
  }
}
