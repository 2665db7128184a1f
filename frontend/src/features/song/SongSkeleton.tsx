// The song's page before the song is known: everything at its final size.
import { Skeleton } from "@/ui/Skeleton"

export function SongSkeleton() {
  return (
    <div className="song-hero" role="status" aria-label="Loading the song">
      <div className="page">
        <div className="page-bar" />
        <div className="song-hero-inner">
          <Skeleton className="song-hero-cover aspect-square w-(--hero-cover)" />
          <div className="min-w-0">
            <Skeleton className="h-7.5 w-40 rounded-full" />
            <Skeleton className="mt-3 h-12 w-4/5 max-sm:h-8.5" />
            <Skeleton className="mt-2 h-5 w-3/5" />
            <Skeleton className="mt-6 h-22 w-full rounded-md" />
          </div>
        </div>
      </div>
    </div>
  )
}
