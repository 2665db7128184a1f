// Whether the window is wide enough for something, as it changes.
import { useSyncExternalStore } from "react"

export const WITH_DETAIL = "(width >= 90em)"
export const WITH_COLUMNS = "(width >= 64em)"

export function useMedia(query: string): boolean {
  const matches = () => matchMedia(query).matches
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener("change", changed)
      return () => media.removeEventListener("change", changed)
    },
    matches,
    matches,
  )
}
