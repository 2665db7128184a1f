// Gives focus to the first item of a menu that was drawn because of a key.
import { type FocusEvent, useRef } from "react"

const ITEM = "[role^=menuitem]:not([data-disabled])"

/** For the first opening: Radix does it from then on, but did not see the key that drew it. */
export function useFirstItem(byKey: boolean): (event: FocusEvent<HTMLElement>) => void {
  const isDue = useRef(byKey)
  return ({ currentTarget }) => {
    if (!isDue.current) return
    isDue.current = false
    currentTarget.querySelector<HTMLElement>(ITEM)?.focus({ preventScroll: true })
  }
}
