// Whether the gateway can be reached, as seen by the last request.
import { create } from "zustand"

interface Connection {
  /** When the gateway was last heard; null before the first answer. */
  heardAt: number | null
  isLost: boolean
  reached: () => void
  lost: () => void
}

export const useConnection = create<Connection>()((set, get) => ({
  heardAt: null,
  isLost: false,
  reached: () => {
    const { heardAt, isLost } = get()
    // Not for each request: a minute is as exact as the banner's time.
    if (isLost || heardAt === null || Date.now() - heardAt > 60_000)
      set({ heardAt: Date.now(), isLost: false })
  },
  lost: () => set({ isLost: true }),
}))

/** Resolves when a request has not reached the gateway. */
export function connectionLost(): Promise<void> {
  return new Promise((resolve) => {
    const stop = useConnection.subscribe(({ isLost }) => {
      if (!isLost) return
      stop()
      resolve()
    })
  })
}
