// Play, back and on, and the order in which songs follow.
import { type LucideIcon, Repeat, Repeat1, Shuffle, SkipBack, SkipForward } from "lucide-react"
import type { ComponentProps } from "react"

import { IconButton } from "@/ui/IconButton"
import { PlayButton } from "@/ui/PlayButton"

import { type Repeat as RepeatKind, useHasNext, usePlayedSong, usePlayer } from "./store"

export const REPEATS: Record<RepeatKind, { label: string; icon: LucideIcon }> = {
  off: { label: "Repeat", icon: Repeat },
  all: { label: "Repeat all", icon: Repeat },
  one: { label: "Repeat one", icon: Repeat1 },
}

export function Transport({ large = false }: { large?: boolean }) {
  const size = large ? "touch" : "usual"
  return (
    <div className={large ? "player-transport player-transport-large" : "player-transport"}>
      <ShuffleButton size={size} iconSize={large ? 20 : 18} />
      <Back size={size} iconSize={large ? 24 : 20} />
      <PlaySong size={large ? 64 : 44} />
      <On size={size} iconSize={large ? 24 : 20} />
      <RepeatButton size={size} iconSize={large ? 20 : 18} />
    </div>
  )
}

type Sized = Pick<ComponentProps<typeof IconButton>, "size" | "iconSize" | "className">

export function PlaySong({ size }: { size: number }) {
  const song = usePlayedSong()
  const isPlaying = usePlayer((state) => state.isPlaying)
  const isWaiting = usePlayer((state) => state.isWaiting && state.isPlaying)
  return (
    <PlayButton
      isPlaying={isPlaying}
      size={size}
      disabled={!song}
      aria-busy={isWaiting}
      className={isWaiting ? "player-waits" : undefined}
      onClick={() => usePlayer.getState().toggle()}
    />
  )
}

function Back(sized: Sized) {
  const song = usePlayedSong()
  const back = () => usePlayer.getState().previous()
  return (
    <IconButton
      {...sized}
      icon={SkipBack}
      label="Previous"
      fill="always"
      disabled={!song}
      onClick={back}
    />
  )
}

export function On(sized: Sized) {
  const hasNext = useHasNext()
  const on = () => usePlayer.getState().next()
  return (
    <IconButton
      {...sized}
      icon={SkipForward}
      label="Next"
      fill="always"
      disabled={!hasNext}
      onClick={on}
    />
  )
}

function ShuffleButton(sized: Sized) {
  const shuffle = usePlayer((state) => state.shuffle)
  return (
    <IconButton
      {...sized}
      icon={Shuffle}
      label="Shuffle"
      className="player-middle"
      pressed={shuffle}
      onClick={() => usePlayer.getState().toggleShuffle()}
    />
  )
}

function RepeatButton(sized: Sized) {
  const repeat = usePlayer((state) => state.repeat)
  return (
    <IconButton
      {...sized}
      icon={REPEATS[repeat].icon}
      label={REPEATS[repeat].label}
      className="player-middle"
      pressed={repeat !== "off"}
      onClick={() => usePlayer.getState().cycleRepeat()}
    />
  )
}
