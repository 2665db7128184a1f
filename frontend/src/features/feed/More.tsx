// The end of a list that goes on: it fetches the next page when it is seen, or is pressed.
import { useEffect, useRef } from "react"

import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"

interface MoreProps {
  query: {
    hasNextPage: boolean
    isFetchingNextPage: boolean
    isFetchNextPageError: boolean
    error: Error | null
    fetchNextPage: () => unknown
  }
}

export function More({ query }: MoreProps) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = query
  const end = useRef<HTMLDivElement>(null)
  // After a failure a person asks again, not the page by itself.
  const watches = hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  useEffect(() => {
    if (!watches || !end.current) return
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && fetchNextPage(),
    )
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [watches, fetchNextPage])
  if (!hasNextPage) return null
  return (
    <div ref={end} className="grid justify-items-center gap-2 py-8">
      {isFetchNextPageError && (
        <p role="alert" className="text-ink-2">
          {sentence(error)}
        </p>
      )}
      <Button look="ghost" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
        {isFetchingNextPage ? "Loading…" : isFetchNextPageError ? "Try again" : "Show more"}
      </Button>
    </div>
  )
}
