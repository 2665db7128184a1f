// Songs that became ready and were not heard yet: they wear a dot.
import { create } from "zustand"

const KEY = "new-songs"
const MOST = 50

interface Newness {
  ids: readonly string[]
}

export const useNewness = create<Newness>()(() => ({ ids: saved() }))

export function markNew(songId: string): void {
  const { ids } = useNewness.getState()
  if (!ids.includes(songId)) keep([...ids, songId].slice(-MOST))
}

/** It was heard or opened. */
export function markKnown(songId: string): void {
  const { ids } = useNewness.getState()
  if (ids.includes(songId)) keep(ids.filter((each) => each !== songId))
}

export function useIsNew(songId: string): boolean {
  return useNewness((state) => state.ids.includes(songId))
}

function keep(ids: readonly string[]): void {
  useNewness.setState({ ids })
  try {
    localStorage.setItem(KEY, JSON.stringify(ids))
  } catch {
    // Storage can be full or forbidden; the dots then last as long as the page.
  }
}

function saved(): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]")
    return Array.isArray(found) ? found.filter((each) => typeof each === "string") : []
  } catch {
    return []
  }
}
