// Takes a song away as a file.
import { ChevronDown, Download } from "lucide-react"
import { useState } from "react"

import { type AudioFormat, downloadSong, FORMATS } from "@/features/player/download"
import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"
import { Menu } from "@/ui/Menu"

export function DownloadMenu({ song }: { song: Song }) {
  const [pending, setPending] = useState<ReadonlySet<AudioFormat>>(new Set())
  const fetchFile = async (format: AudioFormat) => {
    setPending((now) => new Set(now).add(format))
    await downloadSong(song, format)
    setPending((now) => new Set([...now].filter((each) => each !== format)))
  }
  return (
    <Menu
      align="start"
      trigger={
        <Button look="ghost">
          <Download aria-hidden size={18} strokeWidth={1.75} />
          {pending.size > 0 ? "Preparing…" : "Download"}
          <ChevronDown aria-hidden size={16} />
        </Button>
      }
      actions={FORMATS.map(({ format, label }) => ({
        label,
        onChoose: () => void fetchFile(format),
        disabled: pending.has(format),
      }))}
    />
  )
}
