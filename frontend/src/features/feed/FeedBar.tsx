// On top of the feed: what to look for, and the way to a song of one's own.
import { Link, useNavigate, useSearch } from "@tanstack/react-router"
import { Sparkles } from "lucide-react"
import { useEffect, useMemo, useState } from "react"

import { Button } from "@/ui/Button"
import { SearchBox } from "@/ui/SearchBox"

import { afterPause } from "./pause"

const PAUSE_MS = 250

export function FeedBar() {
  const [typed, type] = useSearchWords()
  return (
    <div className="feed-bar">
      <SearchBox
        label="Search songs, styles, creators"
        placeholder="Search songs, styles, creators"
        value={typed}
        onSearch={type}
      />
      <span className="flex-1 max-sm:hidden" />
      <Button look="primary" asChild className="max-sm:hidden">
        <Link to="/create">
          <Sparkles aria-hidden size={18} strokeWidth={1.75} />
          Create a song
        </Link>
      </Button>
    </div>
  )
}

/** What is typed now; the address follows after a pause, and what is typed follows the address. */
function useSearchWords(): [string, (words: string) => void] {
  const { q = "" } = useSearch({ from: "/framed/" })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  const [followed, setFollowed] = useState(q)
  if (q !== followed) {
    setFollowed(q)
    // Spaces at the ends are not searched for, but may not vanish while somebody types on.
    if (q !== typed.trim()) setTyped(q)
  }
  const paused = useMemo(
    () =>
      afterPause((words: string) => {
        void navigate({
          to: "/",
          search: (now) => ({ ...now, q: words.trim() || undefined, section: undefined }),
          // One step of Back for a whole search, not one for each letter.
          replace: Boolean(q),
        })
      }, PAUSE_MS),
    [navigate, q],
  )
  useEffect(() => paused.cancel, [paused])
  const type = (words: string) => {
    setTyped(words)
    paused.later(words)
  }
  return [typed, type]
}
