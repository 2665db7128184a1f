// The song as a file, in three formats.
import { Download } from "lucide-react"

import { IconButton } from "@/ui/IconButton"
import { Menu } from "@/ui/Menu"

import type { Song } from "../songs/songs"
import { downloadSong, FORMATS } from "./download"

interface DownloadMenuProps {
  song: Song | undefined
  className?: string
}

export function DownloadMenu({ song, className }: DownloadMenuProps) {
  const actions = FORMATS.map(({ format, label }) => ({
    label: `Download ${label}`,
    onChoose: () => void (song && downloadSong(song, format)),
  }))
  return (
    <Menu
      trigger={
        <IconButton icon={Download} label="Download" disabled={!song} className={className} />
      }
      actions={actions}
    />
  )
}
