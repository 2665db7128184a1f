// What is done to a song seldom: rename it, copy its id, delete it.
import { useQueryClient } from "@tanstack/react-query"
import { useRouter } from "@tanstack/react-router"
import { Copy, Ellipsis, Pencil, Trash2 } from "lucide-react"
import { useState } from "react"

import { deleteWithUndo } from "@/features/songs/deletion"
import type { Song } from "@/features/songs/songs"
import { IconButton } from "@/ui/IconButton"
import { late } from "@/ui/late"
import { Menu } from "@/ui/Menu"

import { copyText } from "@/ui/copying"

const RenameDialog = late(() =>
  import("@/features/songs/RenameDialog").then((part) => part.RenameDialog),
)

export function MoreMenu({ song }: { song: Song }) {
  const [renames, setRenames] = useState(false)
  const remove = useDeletion(song)
  return (
    <>
      <Menu
        trigger={<IconButton icon={Ellipsis} label="More: rename, delete" iconSize={20} />}
        actions={[
          { label: "Rename", icon: Pencil, onChoose: () => setRenames(true) },
          {
            label: "Copy the id",
            icon: Copy,
            onChoose: () => void copyText(song.id, "Id copied"),
          },
          "line",
          { label: "Delete", icon: Trash2, danger: true, onChoose: remove },
        ]}
      />
      {renames && <RenameDialog song={song} onClose={() => setRenames(false)} />}
    </>
  )
}

/** Gone from the screen now, and back to where one came from; the toast takes it back. */
export function useDeletion(song: Song): () => void {
  const queries = useQueryClient()
  const router = useRouter()
  return () => {
    deleteWithUndo(queries, song)
    if (router.history.canGoBack()) router.history.back()
    else void router.navigate({ to: "/library" })
  }
}
