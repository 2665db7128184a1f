// Paper by day, studio by night: the system's choice, then a saved one.
import { create } from "zustand"

export type Theme = "dark" | "light"
export type ThemeChoice = Theme | "system"

const KEY = "theme"
const dark = matchMedia("(prefers-color-scheme: dark)")

interface ThemeState {
  choice: ThemeChoice
  choose: (choice: ThemeChoice) => void
}

export const useTheme = create<ThemeState>()((set) => ({
  choice: saved(),
  choose: (choice) => {
    keep(choice)
    if (choice === "system") delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = choice
    set({ choice })
  },
}))

/** The theme that is seen now. */
export function themeShown(choice: ThemeChoice): Theme {
  if (choice !== "system") return choice
  return dark.matches ? "dark" : "light"
}

function saved(): ThemeChoice {
  const shown = document.documentElement.dataset.theme
  return shown === "dark" || shown === "light" ? shown : "system"
}

function keep(choice: ThemeChoice): void {
  try {
    if (choice === "system") localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, choice)
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }
}
