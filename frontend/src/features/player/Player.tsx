// What is playing: a bar across the bottom of every page, on phones a small one that opens.
import { useEffect } from "react"

import { late } from "@/ui/late"

import { useIsFull } from "./full"
import { MiniPlayer } from "./MiniPlayer"
import { usePanels } from "./panels"
import { PlayerBar } from "./PlayerBar"
import { usePlayedSong } from "./store"
import { useIsPhone } from "./useIsPhone"
import "./player.css"

const FullPlayer = late(() => import("./FullPlayer").then((part) => part.FullPlayer))
const SidePanel = late(() => import("./SidePanel").then((part) => part.SidePanel))

export function Player() {
  const isPhone = useIsPhone()
  const panel = usePanels((state) => state.panel)
  const isFull = useIsFull()
  const hasSong = usePlayedSong() !== undefined
  useEffect(() => {
    // What fails now is fetched, and complained of, when it is opened.
    if (hasSong) void Promise.allSettled([FullPlayer.ready(), SidePanel.ready()])
  }, [hasSong])
  return (
    <>
      {isPhone ? (
        <MiniPlayer />
      ) : (
        <>
          {panel && <SidePanel />}
          <PlayerBar />
        </>
      )}
      {isFull && <FullPlayer />}
    </>
  )
}
