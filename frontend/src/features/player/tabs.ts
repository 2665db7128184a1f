// One sound at a time: starting in one tab pauses the others.
import { usePlayer } from "./store"

const CHANNEL = "player"
const STARTED = "started"

export function shareWithTabs(): () => void {
  // Browsers without it let both tabs sound.
  if (typeof BroadcastChannel === "undefined") return () => undefined
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }) => {
    if (data === STARTED && usePlayer.getState().isPlaying) usePlayer.getState().pause()
  }
  const stop = usePlayer.subscribe((now, before) => {
    if (now.isPlaying && !before.isPlaying) channel.postMessage(STARTED)
  })
  return () => {
    stop()
    channel.close()
  }
}
