// A song in the making, on its own page: how far it is, and a way to stop it.
import { Hourglass } from "lucide-react"

import { useLateHeading } from "@/features/feed/heading"
import { Remark, Stages } from "@/features/songs/JobCard"
import { placeOf, useHeard } from "@/features/songs/live"
import { useCancel } from "@/features/songs/mutations"
import type { Song } from "@/features/songs/songs"
import { Bars } from "@/ui/Bars"
import { Button } from "@/ui/Button"
import { classes } from "@/ui/classes"

import { BackLink } from "./BackLink"
import { Recipe } from "./Recipe"

export function MakingSong({ song }: { song: Song }) {
  useLateHeading()
  const heard = useHeard(song.id)
  const cancel = useCancel()
  const place = Math.max(placeOf(song), heard ? placeOf(heard) : 0)
  const warms = heard?.waiting_for === "worker"
  const begun = place > 0 || warms
  return (
    // Marked as on the screen: what becomes of it needs no message besides.
    <div className="page" data-song-row={song.id}>
      <div className="page-bar">
        <BackLink to="/library" />
      </div>
      <div className="song-making">
        <div className={classes("slot", !begun && "slot-waiting")}>
          {begun ? <Bars still={warms} /> : <Hourglass aria-hidden size={24} />}
        </div>
        <div className="min-w-0">
          <h1 className="song-title">{song.title || "Untitled"}</h1>
          <div className="mt-2">
            <Remark song={song} heard={heard} place={place} warms={warms} />
          </div>
          <div className="mt-6">
            <Stages place={place} heard={heard} warms={warms} />
          </div>
          <Button className="mt-6" disabled={cancel.isPending} onClick={() => cancel.mutate(song)}>
            {cancel.isPending ? "Cancelling…" : "Cancel"}
          </Button>
        </div>
      </div>
      <div className="mt-8 max-w-160">
        <Recipe song={song} />
      </div>
    </div>
  )
}
