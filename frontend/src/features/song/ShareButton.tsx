// Gives away a link to a song; a private one is published first, if its owner wants that.
import { Share2 } from "lucide-react"
import { useState } from "react"

import { useUpdateSong } from "@/features/songs/mutations"
import { shareSong } from "@/features/songs/sharing"
import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"

export function ShareButton({ song }: { song: Song }) {
  const [asks, setAsks] = useState(false)
  return (
    <>
      <Button look="ghost" onClick={() => (song.published ? void shareSong(song) : setAsks(true))}>
        <Share2 aria-hidden size={18} strokeWidth={1.75} />
        Share
      </Button>
      {asks && <PublishFirst song={song} onClose={() => setAsks(false)} />}
    </>
  )
}

function PublishFirst({ song, onClose }: { song: Song; onClose: () => void }) {
  const update = useUpdateSong()
  const publish = () =>
    update.mutate(
      { song, published: true },
      {
        onSuccess: (published) => {
          onClose()
          void shareSong(published)
        },
      },
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title="Publish it first?"
      description="A link only works for a published song. Anybody can find and hear it then; you can take it back with the switch."
    >
      <div className="dialog-actions">
        <Button look="ghost" onClick={onClose}>
          Not now
        </Button>
        <Button look="primary" disabled={update.isPending} onClick={publish}>
          {update.isPending ? "Publishing…" : "Publish and share"}
        </Button>
      </div>
    </Dialog>
  )
}
