// The songs that were asked for, in all states of asking.
import { useInfiniteQuery } from "@tanstack/react-query"

import { sentence } from "@/api/problems"
import { isLeaving } from "@/features/songs/deletion"
import { awaitsCover } from "@/features/songs/naming"
import { SongList } from "@/features/songs/SongList"
import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"
import { Empty } from "@/ui/Empty"
import { SkeletonRows } from "@/ui/Skeleton"

import { EmptyStudio } from "./EmptyStudio"
import { among, listed } from "./listed"
import { LoadMore } from "./LoadMore"
import { NothingFound } from "./NothingFound"
import type { ListSearch } from "./useListSearch"

const COVER_CHECK_MS = 4_000

export function ListedSongs({ search }: { search: ListSearch }) {
  const asked = useInfiniteQuery({
    ...listed(search),
    // A cover comes after its song, and nothing tells of it.
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((song) => awaitsCover(song)))
        ? COVER_CHECK_MS
        : false,
  })
  if (asked.isPending) return <SkeletonRows />
  if (!asked.data) return <NotLoaded failure={asked.error} again={() => void asked.refetch()} />
  const songs = among(unique(asked.data.pages.flatMap((page) => page.items)), search)
  if (songs.length === 0 && !asked.hasNextPage)
    return search.q || search.status ? <NothingFound search={search} /> : <EmptyStudio />
  return (
    <div className={asked.isPlaceholderData ? "opacity-60" : undefined}>
      <SongList
        songs={songs}
        sort={search.sort}
        source="Your songs"
        onOpen={(song) => search.choose(song.id)}
        chosenId={search.chosenId}
      />
      {asked.hasNextPage && (
        <LoadMore isLoading={asked.isFetchingNextPage} onMore={() => void asked.fetchNextPage()} />
      )}
    </div>
  )
}

function NotLoaded({ failure, again }: { failure: unknown; again: () => void }) {
  return (
    <Empty title="Your songs could not be loaded">
      <p className="text-ink-2" role="alert">
        {sentence(failure)}
      </p>
      <Button className="mt-3" onClick={again}>
        Try again
      </Button>
    </Empty>
  )
}

/** A song that moved between two pages while they were fetched is in both. */
function unique(songs: readonly Song[]): Song[] {
  const seen = new Map(songs.map((song) => [song.id, song]))
  return [...seen.values()].filter((song) => !isLeaving(song.id))
}
