// Asks for the next page when the end comes near; a button does the same.
import { useEffect, useEffectEvent, useRef } from "react"

import { Button } from "@/ui/Button"

export function LoadMore({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null)
  const more = useEffectEvent(() => {
    if (!isLoading) onMore()
  })
  useEffect(() => {
    const place = end.current
    if (!place) return
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some((each) => each.isIntersecting)) more()
      },
      { rootMargin: "600px" },
    )
    watch.observe(place)
    return () => watch.disconnect()
    // Again after each page: an end that stays in view is not told of twice.
  }, [isLoading])
  return (
    <div ref={end} className="grid place-items-center p-4 pb-8">
      <Button look="ghost" disabled={isLoading} onClick={onMore}>
        {isLoading ? "Loading…" : "Load more"}
      </Button>
    </div>
  )
}
