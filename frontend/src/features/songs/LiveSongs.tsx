// Follows unfinished songs from any page, and says aloud when one of them moves on.
import { late } from "@/ui/late"

import { useShortage } from "./shortage"
import { useLiveSongs } from "./useLiveSongs"

const ShortageDialog = late(() => import("./ShortageDialog").then((part) => part.ShortageDialog))

export function LiveSongs() {
  const isShort = useShortage(({ shortage }) => shortage !== null)
  const told = useLiveSongs()
  return (
    <>
      <p role="status" className="sr-only">
        {told}
      </p>
      {isShort && <ShortageDialog />}
    </>
  )
}
