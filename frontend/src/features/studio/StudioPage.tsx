// Writing, results and listening on one screen.
import { useQuery } from "@tanstack/react-query"
import { useNavigate, useSearch } from "@tanstack/react-router"

import { usePageTitle } from "@/app/page"
import { useMe } from "@/features/auth/session"
import { songCounts } from "@/features/songs/queries"
import { classes } from "@/ui/classes"
import { Segments } from "@/ui/Segments"

import { CreatePanel } from "./CreatePanel"
import { DetailColumn, DetailSheet } from "./lateDetail"
import { SongsPanel } from "./SongsPanel"
import "./studio.css"
import { useAddressedDraft } from "./useAddressedDraft"
import { useDetail } from "./useDetail"

export function StudioPage() {
  usePageTitle("Create")
  useAddressedDraft()
  const { tab } = useSearch({ from: "/framed/create" })
  const { songId, isWide, close } = useDetail()
  return (
    <div
      className={classes("studio", isWide && songId && "studio-detailed")}
      data-tab={tab ?? "create"}
    >
      <h1 className="sr-only">Studio</h1>
      <Tabs />
      <CreatePanel />
      <SongsPanel />
      {songId && isWide && <DetailColumn songId={songId} onClose={close} />}
      {songId && !isWide && <DetailSheet songId={songId} onClose={close} />}
    </div>
  )
}

function Tabs() {
  const { tab } = useSearch({ from: "/framed/create" })
  const navigate = useNavigate()
  const me = useMe()
  const { data: counts } = useQuery({ ...songCounts, enabled: Boolean(me) })
  const going = counts?.in_progress ?? 0
  const choices = [
    { value: "create", label: "Create" },
    { value: "songs", label: going > 0 ? `Songs, ${going} in progress` : "Songs" },
  ] as const
  const choose = (value: "create" | "songs") =>
    void navigate({
      to: "/create",
      search: (before) => ({ ...before, tab: value === "songs" ? value : undefined }),
    })
  return (
    <div className="studio-tabs">
      <Segments label="Studio" value={tab ?? "create"} choices={choices} onChoose={choose} wide />
    </div>
  )
}
