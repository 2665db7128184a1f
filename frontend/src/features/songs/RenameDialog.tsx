// Gives a song another title.
import { type FormEvent, useState } from "react"

import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"
import { TextField } from "@/ui/Field"

import { useUpdateSong } from "./mutations"
import type { Song } from "./songs"

const LONGEST = 120

export function RenameDialog({ song, onClose }: { song: Song; onClose: () => void }) {
  const [title, setTitle] = useState(song.title)
  const [tried, setTried] = useState(false)
  const update = useUpdateSong()
  const problem = titleProblem(title)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem) return
    if (title.trim() === song.title) return onClose()
    update.mutate({ song, title: title.trim() }, { onSuccess: onClose })
  }
  return (
    <Dialog open onClose={onClose} title="Rename the song">
      <form onSubmit={submit} className="mt-4">
        <TextField
          label="Title"
          value={title}
          dir="auto"
          autoComplete="off"
          aside={`${[...title.trim()].length} / ${LONGEST}`}
          error={tried ? problem : undefined}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className="dialog-actions">
          <Button look="ghost" onClick={onClose}>
            Keep it
          </Button>
          <Button look="primary" type="submit" disabled={update.isPending}>
            {update.isPending ? "Renaming…" : "Rename"}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function titleProblem(title: string): string | undefined {
  const length = [...title.trim()].length
  if (length === 0) return "A song needs a title."
  return length > LONGEST ? `${length - LONGEST} characters too long.` : undefined
}
