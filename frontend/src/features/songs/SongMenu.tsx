// More to do with a song: everything that has no button in its row.
import { useNavigate } from "@tanstack/react-router"
import { useQueryClient } from "@tanstack/react-query"
import {
  Download,
  Ellipsis,
  Globe,
  GlobeLock,
  Link as LinkIcon,
  ListEnd,
  ListStart,
  PencilLine,
  RotateCcw,
  Split,
  Trash2,
} from "lucide-react"
import { useState } from "react"

import { useMe } from "@/features/auth/session"
import { downloadSong } from "@/features/player/download"
import { usePlayer } from "@/features/player/store"
import { IconButton } from "@/ui/IconButton"
import { late } from "@/ui/late"
import { Menu, type MenuAction } from "@/ui/Menu"
import { say } from "@/ui/toasts"

import { deleteWithUndo } from "./deletion"
import { useRegenerate, useUpdateSong } from "./mutations"
import { nameOf } from "./naming"
import { shareSong } from "./sharing"
import { complainOfRefusal } from "./shortage"
import { isUnfinished, type Song } from "./songs"

const RenameDialog = late(() => import("./RenameDialog").then((part) => part.RenameDialog))

export function SongMenu({ song }: { song: Song }) {
  const [renaming, setRenaming] = useState(false)
  const actions = useSongActions(song, () => setRenaming(true))
  return (
    <>
      <Menu
        trigger={<IconButton icon={Ellipsis} size="small" label={`More for ${nameOf(song)}`} />}
        actions={actions}
      />
      {renaming && <RenameDialog song={song} onClose={() => setRenaming(false)} />}
    </>
  )
}

type Actions = (MenuAction | "line")[]

function useSongActions(song: Song, rename: () => void): Actions {
  const me = useMe()
  const start = useStartFrom()
  const own = useOwnActions(song, rename)
  const isReady = song.status === "ready"
  const player = usePlayer.getState()
  const queue: Actions = [
    { label: "Play next", icon: ListStart, onChoose: () => player.playNext(song) },
    { label: "Add to queue", icon: ListEnd, onChoose: () => player.enqueue(song) },
    "line",
  ]
  return [
    ...(isReady ? queue : []),
    { label: "Use as a start", icon: Split, onChoose: () => start(song) },
    ...(isReady ? filesOf(song) : []),
    ...(me?.id === song.owner.id ? own : []),
  ]
}

function filesOf(song: Song): Actions {
  const share: MenuAction = {
    label: "Copy link",
    icon: LinkIcon,
    onChoose: () => void shareSong(song),
  }
  return [
    { label: "Download", icon: Download, onChoose: () => void downloadSong(song, "mp3") },
    ...(song.published ? [share] : []),
  ]
}

function useOwnActions(song: Song, rename: () => void): Actions {
  const queries = useQueryClient()
  const regenerate = useRegenerateOther()
  const publish = usePublish()
  const remove: MenuAction = {
    label: "Delete",
    icon: Trash2,
    danger: true,
    onChoose: () => deleteWithUndo(queries, song),
  }
  if (isUnfinished(song)) return ["line", remove]
  if (song.status !== "ready")
    return [{ label: "Rename…", icon: PencilLine, onChoose: rename }, "line", remove]
  return [
    { label: "Regenerate", icon: RotateCcw, onChoose: () => regenerate.run(song) },
    "line",
    song.published
      ? { label: "Unpublish", icon: GlobeLock, onChoose: () => publish(song, false) }
      : { label: "Publish", icon: Globe, onChoose: () => publish(song, true) },
    { label: "Rename…", icon: PencilLine, onChoose: rename },
    "line",
    remove,
  ]
}

/** Fill the form from a song. */
export function useStartFrom(): (song: Song) => void {
  const navigate = useNavigate()
  return (song) => void navigate({ to: "/create", search: { from: song.id } })
}

/** The same request once more, with another seed. */
export function useRegenerateOther() {
  const regenerate = useRegenerate()
  const run = (song: Song) =>
    regenerate.mutate(
      { song, seed: -1 },
      {
        onSuccess: () => say("One more take is on its way", "Same request, another seed."),
        onError: complainOfRefusal,
      },
    )
  return { run, isPending: regenerate.isPending }
}

function usePublish() {
  const update = useUpdateSong()
  return (song: Song, published: boolean) =>
    update.mutate(
      { song, published },
      {
        onSuccess: () =>
          published
            ? say("Published", "Everybody can hear it now.")
            : say("Only you can hear it now"),
      },
    )
}
