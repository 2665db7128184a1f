// What one person published, and how it is liked.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { useParams } from "@tanstack/react-router"

import { isProblem } from "@/api/problems"
import { usePageTitle } from "@/app/page"
import { Missing } from "@/app/shell/Broken"
import { songsOf } from "@/features/songs/queries"

import { Failed } from "./Failed"
import "./feed.css"
import { More } from "./More"
import { NoSongsYet } from "./NoSongsYet"
import { songsIn } from "./pages"
import { type Profile, profile } from "./people"
import { ProfileHead, ProfileHeadSkeleton } from "./ProfileHead"
import { SongGrid, SongGridSkeleton } from "./SongGrid"

export function ProfilePage() {
  const { userId } = useParams({ from: "/framed/users/$userId" })
  const { data: person, error, refetch } = useQuery(profile(userId))
  usePageTitle(person?.name ?? "Profile")
  if (!person && isProblem(error) && (error.status === 404 || error.status === 422))
    return <Missing />
  return (
    <div className="page">
      {person ? (
        <>
          <ProfileHead person={person} />
          <Songs key={person.id} person={person} />
        </>
      ) : (
        <>
          <h1 className="sr-only">Profile</h1>
          {error ? (
            <Failed what="The profile" error={error} onRetry={() => void refetch()} />
          ) : (
            <ProfileHeadSkeleton />
          )}
        </>
      )}
    </div>
  )
}

function Songs({ person }: { person: Profile }) {
  const query = useInfiniteQuery(songsOf(person.id))
  const songs = songsIn(query.data)
  if (!query.data && query.isError)
    return <Failed what="The songs" error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data)
    return (
      <div className="feed-section">
        <SongGridSkeleton cards={6} />
      </div>
    )
  if (songs.length === 0) return <NoSongsYet person={person} />
  return (
    <section className="feed-section" aria-labelledby="published">
      <h2 id="published" className="section-title mb-4">
        Published songs
      </h2>
      <SongGrid songs={songs} source={`Songs by ${person.name}`} eager={6} />
      <More query={query} />
    </section>
  )
}
