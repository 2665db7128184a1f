// The songs in whose title, style or creator the words were found.
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"

import { feed } from "@/features/songs/queries"
import { Button } from "@/ui/Button"
import { classes } from "@/ui/classes"

import { Failed } from "./Failed"
import { More } from "./More"
import { songsIn } from "./pages"
import { SongLine, SongLineSkeleton } from "./SongLine"

interface SearchResultsProps {
  words: string
  category?: string
}

export function SearchResults({ words, category }: SearchResultsProps) {
  const found = useInfiniteQuery(feed({ section: "trending", category, q: words }))
  const songs = songsIn(found.data)
  if (!found.data && found.isError)
    return <Failed what="The search" error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Looking />
  if (songs.length === 0 && !found.isPlaceholderData)
    return <NothingFound words={words} category={category} />
  return (
    <div
      aria-busy={found.isPlaceholderData}
      className={classes("mt-5", found.isPlaceholderData && "opacity-60")}
    >
      <ul className="-mx-2">
        {songs.map((song) => (
          <SongLine key={song.id} song={song} songs={songs} source={`Search: ${words}`} />
        ))}
      </ul>
      <More query={found} />
    </div>
  )
}

function Looking() {
  return (
    <div role="status" aria-label="Looking for songs" className="-mx-2 mt-5">
      {Array.from({ length: 6 }, (_, place) => (
        <SongLineSkeleton key={place} />
      ))}
    </div>
  )
}

function NothingFound({ words, category }: SearchResultsProps) {
  return (
    <div role="status" className="empty pt-[10vh]">
      <h2 className="empty-title [overflow-wrap:anywhere]">No song for “{words}”</h2>
      <p className="text-ink-2">
        Looked at titles, styles and creators of published songs
        {category ? ` in “${category}”` : ""}.
      </p>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <Button look="ghost" asChild>
          <Link to="/">{category ? "Clear filters" : "Clear the search"}</Link>
        </Button>
        <Button asChild>
          <Link to="/create">Create it instead</Link>
        </Button>
      </div>
    </div>
  )
}
