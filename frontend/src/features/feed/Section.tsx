// All songs of one section of the feed, as a grid without an end.
import { useInfiniteQuery } from "@tanstack/react-query"

import { feed, type FeedFilter } from "@/features/songs/queries"
import { classes } from "@/ui/classes"

import { EmptyFeed } from "./EmptyFeed"
import { Failed } from "./Failed"
import { More } from "./More"
import { songsIn } from "./pages"
import { SongGrid, SongGridSkeleton } from "./SongGrid"

interface SectionProps {
  section: FeedFilter["section"]
  category?: string
  title: string
}

export function Section({ section, category, title }: SectionProps) {
  const query = useInfiniteQuery(feed({ section, category }))
  const songs = songsIn(query.data)
  if (!query.data && query.isError)
    return <Failed what="The feed" error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data)
    return (
      <div className="mt-7">
        <SongGridSkeleton cards={18} />
      </div>
    )
  if (songs.length === 0) return <EmptyFeed category={category} />
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={classes("mt-7", query.isPlaceholderData && "opacity-60")}
    >
      <SongGrid songs={songs} source={title} eager={12} />
      <More query={query} />
    </div>
  )
}
