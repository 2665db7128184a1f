// The size of what comes, so that nothing jumps when it is there.
import { classes } from "./classes"

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classes("skeleton", className)} />
}

/** Rows of a song list that are on their way. */
export function SkeletonRows({
  rows = 6,
  label = "Loading songs",
}: {
  rows?: number
  label?: string
}) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, place) => (
        <div key={place} className="flex h-17 items-center gap-3 px-3">
          <Skeleton className="size-13 flex-none rounded-sm" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
