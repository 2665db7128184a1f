// Keys for everything, and the sheet that names them.
import { useNavigate } from "@tanstack/react-router"
import { useEffect, useEffectEvent } from "react"

import { late } from "@/ui/late"

import { useLikeSong } from "../player/LikeSong"
import { usePanels } from "../player/panels"
import { usePlayer } from "../player/store"
import type { Song } from "../songs/songs"
import { type Command, commandOf, isCovered, isOwned } from "./keys"
import { handlesListKey } from "./listKeys"
import { useShortcutSettings } from "./settings"

const KeysSheet = late(() => import("./KeysSheet").then((part) => part.KeysSheet))

export function Shortcuts() {
  const like = useLikeSong()
  const navigate = useNavigate()
  const likeIt = (song: Song | undefined) => {
    if (song) like(song)
  }
  const obey = (command: Command) => {
    const player = usePlayer.getState()
    const song = player.queue[player.at]
    if (command.does === "seek") player.seek(player.position + command.seconds)
    else if (command.does === "like") likeIt(song)
    else if (command.does === "create") void navigate({ to: "/create" })
    else if (command.does === "search") search()
    else if (command.does === "help") useShortcutSettings.getState().openHelp()
    else if (command.does === "mute") player.toggleMute()
    else player[command.does]()
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isCovered()) return
    if (event.key === "Escape") usePanels.getState().closePanel()
    if (!useShortcutSettings.getState().isEnabled) return
    const command = handlesListKey(event, event.target) || commandOf(event)
    if (!command) return
    if (command === true) return event.preventDefault()
    if (isOwned(event.key, event.target)) return
    event.preventDefault()
    obey(command)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    addEventListener("keydown", listen)
    return () => removeEventListener("keydown", listen)
  }, [])
  const isHelpOpen = useShortcutSettings((settings) => settings.isHelpOpen)
  return isHelpOpen ? <KeysSheet /> : null
}

/** Into the search that can be seen, its words selected so that typing replaces them. */
function search(): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>("[data-search]")]
  const field = fields.find((each) => each.checkVisibility?.() ?? true)
  field?.focus()
  field?.select()
}
