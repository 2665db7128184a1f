// How loud: mute, and a slider where there is room.
import { Volume1, Volume2, VolumeX } from "lucide-react"

import { IconButton } from "@/ui/IconButton"
import { Slider } from "@/ui/Slider"

import { usePlayer } from "./store"

export function Volume() {
  const { volume, isMuted, setVolume, toggleMute } = usePlayer()
  const percent = isMuted ? 0 : Math.round(volume * 100)
  const icon = percent === 0 ? VolumeX : percent < 50 ? Volume1 : Volume2
  return (
    <>
      <IconButton icon={icon} label="Mute" pressed={isMuted} onClick={toggleMute} />
      <Slider
        quiet
        className="player-volume"
        aria-label="Volume"
        min={0}
        max={100}
        step={5}
        value={percent}
        valueText={`${percent} %`}
        onSlide={(chosen) => setVolume(chosen / 100)}
      />
    </>
  )
}
