// What has no room in the bar of a tablet or in the full player.
import { Ellipsis, MicVocal, Music, Shuffle, Volume2, VolumeX } from "lucide-react"
import type { ComponentProps } from "react"

import { IconButton } from "@/ui/IconButton"
import { Menu, type MenuAction } from "@/ui/Menu"

import type { Song } from "../songs/songs"
import { downloadSong, FORMATS } from "./download"
import { useLeaveFull } from "./full"
import { usePanels } from "./panels"
import { SPEEDS, usePlayer } from "./store"
import { REPEATS } from "./Transport"

interface MoreMenuProps {
  song: Song | undefined
  /** In the full player the order and the lyrics have buttons of their own. */
  inFull?: boolean
  className?: string
  size?: ComponentProps<typeof IconButton>["size"]
}

export function MoreMenu({ song, inFull = false, className, size }: MoreMenuProps) {
  const inBar = useBarActions()
  const { isMuted, toggleMute } = usePlayer()
  const leave = useLeaveFull()
  if (!song) return null
  const open = () => leave({ to: "/songs/$songId", params: { songId: song.id } })
  const mute: MenuAction = {
    label: isMuted ? "Sound on" : "Mute",
    icon: isMuted ? Volume2 : VolumeX,
    onChoose: toggleMute,
  }
  const actions: (MenuAction | "line")[] = [
    ...(inFull ? [{ label: "Open the song", icon: Music, onChoose: open }, mute] : inBar),
    "line",
    ...FORMATS.map(({ format, label }) => ({
      label: `Download ${label}`,
      onChoose: () => void downloadSong(song, format),
    })),
  ]
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label="More" className={className} size={size} />}
      actions={actions}
    />
  )
}

/** What the bar leaves out where it is narrow. */
function useBarActions(): MenuAction[] {
  const { shuffle, toggleShuffle, repeat, cycleRepeat, speed, setSpeed } = usePlayer()
  const { panel, togglePanel } = usePanels()
  const faster = SPEEDS.find((each) => each > speed) ?? SPEEDS[0]
  return [
    {
      label: panel === "lyrics" ? "Close the lyrics" : "Lyrics",
      icon: MicVocal,
      onChoose: () => togglePanel("lyrics"),
    },
    { label: `Shuffle: ${shuffle ? "on" : "off"}`, icon: Shuffle, onChoose: toggleShuffle },
    { label: `Repeat: ${repeat}`, icon: REPEATS[repeat].icon, onChoose: cycleRepeat },
    { label: `Speed: ${speed}×, make it ${faster}×`, onChoose: () => setSpeed(faster) },
  ]
}
