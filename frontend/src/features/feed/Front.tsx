// The feed as it opens: trending, newest, categories; or of one category the first two.
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import type { ReactNode } from "react"

import { feed } from "@/features/songs/queries"
import type { Song } from "@/features/songs/songs"
import { classes } from "@/ui/classes"

import { CategoryTiles } from "./CategoryTiles"
import { EmptyFeed } from "./EmptyFeed"
import { Failed } from "./Failed"
import { songsIn } from "./pages"
import { SongGrid, SongGridSkeleton } from "./SongGrid"
import { Trending, TRENDING, TrendingSkeleton } from "./Trending"

const NEWEST = 12

export function Front({ category }: { category?: string }) {
  const trending = useInfiniteQuery(feed({ section: "trending", category }, TRENDING))
  const newest = useInfiniteQuery(feed({ section: "newest", category }, NEWEST))
  const [most, last] = [songsIn(trending.data), songsIn(newest.data)]
  if (!trending.data && !newest.data && trending.isError)
    return (
      <Failed
        what="The feed"
        error={trending.error}
        onRetry={() => void Promise.all([trending.refetch(), newest.refetch()])}
      />
    )
  if (trending.isSuccess && newest.isSuccess && most.length + last.length === 0)
    return <EmptyFeed category={category} />
  return (
    <>
      <Section
        id="trending"
        title="Trending"
        aside={<span className="text-ink-3">by likes and real listens, this week</span>}
        isOld={trending.isPlaceholderData}
      >
        {trending.data ? <Trending songs={most.slice(0, TRENDING)} /> : <TrendingSkeleton />}
      </Section>
      {/* What is below waits: a feed of few songs is shorter than what stood for it. */}
      {trending.data && (
        <Section
          id="newest"
          title="Newest"
          aside={<SeeAll category={category} />}
          isOld={newest.isPlaceholderData}
        >
          <Newest songs={newest.data && last} />
        </Section>
      )}
      {!category && trending.data && <CategoryTiles songs={[...most, ...last]} />}
    </>
  )
}

function Newest({ songs }: { songs: readonly Song[] | undefined }) {
  if (!songs) return <SongGridSkeleton />
  return <SongGrid songs={songs.slice(0, NEWEST)} source="Newest" />
}

function SeeAll({ category }: { category?: string }) {
  return (
    <Link to="/" search={{ section: "newest", category }} className="link ml-auto">
      See all<span className="sr-only"> of the newest songs</span>
    </Link>
  )
}

interface SectionProps {
  id: string
  title: string
  aside: ReactNode
  /** What it shows is still of the category before. */
  isOld: boolean
  children: ReactNode
}

function Section({ id, title, aside, isOld, children }: SectionProps) {
  return (
    <section
      aria-labelledby={id}
      aria-busy={isOld}
      className={classes("feed-section", isOld && "opacity-60")}
    >
      <div className="feed-section-head">
        <h2 id={id} className="section-title">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
