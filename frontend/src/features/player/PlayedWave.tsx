// The wave of the song in the player: still until WaveSurfer is there, then drawn by it.
import { useQuery } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"

import { themeShown, useTheme } from "@/app/theme"
import { Wave } from "@/ui/Wave"

import { waveform } from "../songs/queries"
import type { Song } from "../songs/songs"
import { useElement } from "./element"
import { usePlayer } from "./store"

interface PlayedWaveProps {
  song: Song
  height: number
}

export function PlayedWave({ song, height }: PlayedWaveProps) {
  const { data } = useQuery(waveform(song.id))
  const isAttached = useElement((state) => state.isAttached)
  const place = useRef<HTMLSpanElement>(null)
  const isDrawn = useDrawing(place, isAttached ? data : undefined, height)
  return (
    <>
      {/* Without a source WaveSurfer stands at the start, but a visit may begin where one ended. */}
      {!isDrawn && <StillWave song={song} peaks={data?.peaks} height={height} />}
      <span
        ref={place}
        aria-hidden
        className="player-drawing"
        hidden={!isDrawn}
        style={{ height }}
      />
    </>
  )
}

interface StillWaveProps extends PlayedWaveProps {
  peaks: readonly number[] | undefined
}

function StillWave({ song, peaks, height }: StillWaveProps) {
  const played = usePlayer((state) => (state.duration ? state.position / state.duration : 0))
  const loudest = peaks ? Math.max(0.05, ...peaks) : 100
  return <Wave peaks={peaks ?? song.mini_peaks} loudest={loudest} height={height} played={played} />
}

/** Let WaveSurfer draw into this place; whether it has. */
function useDrawing(
  place: React.RefObject<HTMLElement | null>,
  wave: { peaks: number[]; duration: number } | undefined,
  height: number,
): boolean {
  const media = useElement((state) => state.audio)
  const theme = themeShown(useTheme((state) => state.choice))
  const [isDrawn, setDrawn] = useState(false)
  useEffect(() => {
    const container = place.current
    if (!container || !media || !wave) return
    let isOver = false
    let erase: (() => void) | undefined
    import("./drawing").then(
      ({ draw }) => {
        if (isOver) return
        erase = draw({ container, media, height, ...wave })
        setDrawn(true)
      },
      // Without a connection the still wave goes on standing there, which is as good.
      () => undefined,
    )
    return () => {
      isOver = true
      erase?.()
      setDrawn(false)
    }
    // The theme changes the colours, which are read when it is drawn.
  }, [place, media, wave, height, theme])
  return isDrawn
}
