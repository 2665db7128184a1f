// All of my songs.
import { usePageTitle } from "@/app/page"
import { classes } from "@/ui/classes"

import { DetailColumn, DetailSheet } from "./lateDetail"
import { SongsPanel } from "./SongsPanel"
import "./studio.css"
import { useDetail } from "./useDetail"

export function LibraryPage() {
  usePageTitle("Your songs")
  const { songId, isWide, close } = useDetail()
  return (
    <div className={classes("studio studio-alone", isWide && songId && "studio-detailed")}>
      <h1 className="sr-only">Library</h1>
      <SongsPanel />
      {songId && isWide && <DetailColumn songId={songId} onClose={close} />}
      {songId && !isWide && <DetailSheet songId={songId} onClose={close} />}
    </div>
  )
}
