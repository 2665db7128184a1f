// Which part of the player is open beside the page, or in the full player.
import { create } from "zustand"

export type Panel = "lyrics" | "queue"

interface Panels {
  /** Beside the page on wide screens, in the full player on phones. */
  panel: Panel | null
  togglePanel: (panel: Panel) => void
  closePanel: () => void
}

export const usePanels = create<Panels>()((set, get) => ({
  panel: null,
  togglePanel: (panel) => set({ panel: get().panel === panel ? null : panel }),
  closePanel: () => set({ panel: null }),
}))
