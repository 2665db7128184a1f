// Whether single keys do something, and whether the sheet that names them is open.
import { create } from "zustand"

const KEY = "shortcuts"
const OFF = "off"

interface ShortcutSettings {
  /** Single keys can be in the way of who dictates or touches keys by accident. */
  isEnabled: boolean
  isHelpOpen: boolean
  setEnabled: (isEnabled: boolean) => void
  openHelp: () => void
  closeHelp: () => void
}

export const useShortcutSettings = create<ShortcutSettings>()((set) => ({
  isEnabled: savedEnabled(),
  isHelpOpen: false,
  setEnabled: (isEnabled) => {
    keep(isEnabled)
    set({ isEnabled })
  },
  openHelp: () => set({ isHelpOpen: true }),
  closeHelp: () => set({ isHelpOpen: false }),
}))

export function savedEnabled(): boolean {
  try {
    return localStorage.getItem(KEY) !== OFF
  } catch {
    // Storage can be forbidden: the keys then work as they do at first.
    return true
  }
}

function keep(isEnabled: boolean): void {
  try {
    if (isEnabled) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, OFF)
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }
}
