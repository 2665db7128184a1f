// Short messages that come and go; one with an action can be taken back until it is gone.
import { create } from "zustand"

export interface Toast {
  id: number
  text: string
  /** A second, quieter line. */
  more?: string
  kind: "said" | "failed"
  action?: { label: string; run: () => void }
  /** Called when it goes without its action having been chosen. */
  onGone?: () => void
  milliseconds: number
}

type NewToast = Partial<Omit<Toast, "id">> & { text: string }

interface Toasts {
  toasts: Toast[]
  show: (toast: NewToast) => number
  /** Take it away; `chosen` says that its action was. */
  dismiss: (id: number, chosen?: boolean) => void
}

const SHOWN_MS = 6_000
let last = 0

export const useToasts = create<Toasts>()((set, get) => ({
  toasts: [],
  show: (toast) => {
    const made: Toast = { id: ++last, kind: "said", milliseconds: SHOWN_MS, ...toast }
    set({ toasts: [...get().toasts, made] })
    return made.id
  },
  dismiss: (id, chosen = false) => {
    const toast = get().toasts.find((each) => each.id === id)
    if (!toast) return
    set({ toasts: get().toasts.filter((each) => each !== toast) })
    if (chosen) toast.action?.run()
    else toast.onGone?.()
  },
}))

/** Say something for a few seconds. */
export function say(text: string, more?: string): void {
  useToasts.getState().show({ text, more })
}

/** Say that something failed, in plain words. */
export function complain(text: string, more?: string): void {
  useToasts.getState().show({ text, more, kind: "failed", milliseconds: 10_000 })
}
