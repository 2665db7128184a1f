// A search or a filter that finds nothing: what was looked for and where, and two ways on.
import { useQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"

import { songCounts } from "@/features/songs/queries"
import { Button } from "@/ui/Button"
import { Empty } from "@/ui/Empty"

import { whereLooked } from "./listed"
import { replaceWithUndo } from "./replacing"
import type { ListSearch } from "./useListSearch"

const NONE = {
  in_progress: "Nothing is in progress",
  ready: "No song is ready",
  published: "Nothing is published",
  failed: "Nothing failed",
  cancelled: "Nothing was cancelled",
  liked: "You like no song yet",
} as const

export function NothingFound({ search }: { search: ListSearch }) {
  const { q, status, clear } = search
  const { data: counts } = useQuery(songCounts)
  const navigate = useNavigate()
  const createIt = () => {
    replaceWithUndo({ way: "simple", description: q }, "Your search is in the form")
    void navigate({ to: "/create", search: {} })
  }
  return (
    <Empty title={q ? `No song for “${q}”` : status ? NONE[status] : "No song"}>
      {q && <p className="text-ink-2">{whereLooked(status, counts)}</p>}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <Button onClick={clear}>Clear filters</Button>
        {q && (
          <Button look="ghost" onClick={createIt}>
            Create it instead
          </Button>
        )}
      </div>
    </Empty>
  )
}
