// Where in the song we are, and how long it is.
import { clock } from "@/ui/time"

import { usePlayer } from "./store"

export function PlayedTime() {
  // Whole seconds only, so that this is drawn once a second.
  const seconds = usePlayer((state) => Math.floor(state.position))
  return <span className="time">{clock(seconds)}</span>
}

export function WholeTime() {
  const seconds = usePlayer((state) => Math.floor(state.duration))
  return <span className="time">{clock(seconds)}</span>
}
