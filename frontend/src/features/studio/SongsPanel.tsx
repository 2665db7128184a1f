// The column of songs: search, filters and order at its head, the list beneath.
import { useQuery } from "@tanstack/react-query"
import { ArrowDownWideNarrow } from "lucide-react"

import { meQuery } from "@/features/auth/session"
import { songCounts } from "@/features/songs/queries"
import { Chip } from "@/ui/Chip"
import { IconButton } from "@/ui/IconButton"
import { Menu } from "@/ui/Menu"
import { SearchBox } from "@/ui/SearchBox"
import { SkeletonRows } from "@/ui/Skeleton"

import { EmptyStudio } from "./EmptyStudio"
import { countOf, FILTER_NAMES } from "./listed"
import { ListedSongs } from "./ListedSongs"
import { type ListSearch, useListSearch } from "./useListSearch"

export function SongsPanel() {
  const { data: me, isPending } = useQuery(meQuery)
  const search = useListSearch()
  return (
    <section className="songs" aria-labelledby="songs-title">
      <div className="songs-head">
        <div className="songs-bar">
          <h2 id="songs-title" className="column-title">
            Your songs
          </h2>
          {me && <Finding search={search} />}
        </div>
        {me && <Filters search={search} />}
      </div>
      {isPending ? (
        <SkeletonRows />
      ) : me === null ? (
        <EmptyStudio />
      ) : (
        <ListedSongs search={search} />
      )}
    </section>
  )
}

const SORTS = [
  { sort: undefined, name: "Newest first" },
  { sort: "oldest", name: "Oldest first" },
  { sort: "title", name: "By title" },
] as const

function Finding({ search }: { search: ListSearch }) {
  const sorted = SORTS.find(({ sort }) => sort === search.sort)?.name ?? "Newest first"
  const isFixed = search.status === "liked"
  return (
    <>
      <SearchBox label="Search your songs" value={search.typed} onSearch={search.type} />
      <Menu
        trigger={
          <IconButton
            icon={ArrowDownWideNarrow}
            label={`Sort, ${sorted.toLowerCase()}`}
            disabled={isFixed}
          />
        }
        actions={SORTS.map(({ sort, name }) => ({
          label: name,
          onChoose: () => search.look({ sort }),
        }))}
      />
    </>
  )
}

function Filters({ search }: { search: ListSearch }) {
  const { data: counts } = useQuery(songCounts)
  return (
    <div className="scroll-row" role="group" aria-label="Filter">
      {FILTER_NAMES.map(({ status, name }) => (
        <Chip key={name} pressed={search.status === status} onClick={() => search.look({ status })}>
          {name}
          {counts && countOf(status, counts) !== undefined && (
            <span className="text-xs tabular-nums">{countOf(status, counts)}</span>
          )}
        </Chip>
      ))}
    </div>
  )
}
