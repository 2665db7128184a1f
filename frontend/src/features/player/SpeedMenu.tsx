// How fast a song is played.
import { cloneElement } from "react"

import { classes } from "@/ui/classes"
import { useLateMenu } from "@/ui/useLateMenu"

import { usePlayer } from "./store"

const fetchList = () => import("./SpeedList").then((part) => part.SpeedList)

export function SpeedMenu({ className }: { className?: string }) {
  const speed = usePlayer((state) => state.speed)
  const { List, byKey, closed } = useLateMenu(fetchList)
  const button = (
    <button type="button" className={classes("icon-button player-speed", className)}>
      {speed}×<span className="sr-only"> speed</span>
    </button>
  )
  return List ? <List trigger={button} byKey={byKey} /> : cloneElement(button, closed)
}
