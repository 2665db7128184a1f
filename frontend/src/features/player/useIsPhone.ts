// Whether the page is as narrow as a phone: the player then has another shape.
import { useSyncExternalStore } from "react"

const phone = matchMedia("(width < 40em)")

function subscribe(tell: () => void): () => void {
  phone.addEventListener("change", tell)
  return () => phone.removeEventListener("change", tell)
}

function isPhone(): boolean {
  return phone.matches
}

export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, isPhone, isPhone)
}
