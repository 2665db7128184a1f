// The audio element itself, for what must draw or follow its sound.
import { create } from "zustand"

interface Element {
  audio: HTMLAudioElement | null
  /** Whether it has something to play. */
  isAttached: boolean
}

export const useElement = create<Element>()(() => ({ audio: null, isAttached: false }))
