// Who somebody is, in a name and totals.
import { Avatar } from "@/ui/Avatar"
import { counted } from "@/ui/numbers"
import { Skeleton } from "@/ui/Skeleton"
import { day } from "@/ui/time"

import { useLateHeading } from "./heading"
import type { Profile } from "./people"

const AVATAR = 96

export function ProfileHead({ person }: { person: Profile }) {
  useLateHeading()
  return (
    <header className="flex items-center gap-6 pt-10 max-sm:gap-4 max-sm:pt-6">
      <Avatar name={person.name} size={AVATAR} />
      <div className="min-w-0">
        <h1 className="page-title [overflow-wrap:anywhere]">{person.name}</h1>
        <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-ink-2 tabular-nums">
          <li>{counted(person.song_count, "song")}</li>
          <li>{counted(person.listen_count, "listen")}</li>
          <li>{counted(person.like_count, "like")}</li>
          <li className="text-ink-3">here since {day(person.created_at)}</li>
        </ul>
      </div>
    </header>
  )
}

export function ProfileHeadSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the profile"
      className="flex items-center gap-6 pt-10 max-sm:gap-4 max-sm:pt-6"
    >
      <Skeleton className="size-24 flex-none rounded-full" />
      <div className="grid flex-1 gap-2">
        <Skeleton className="h-8 w-60 max-w-full" />
        <Skeleton className="h-5 w-80 max-w-full" />
      </div>
    </div>
  )
}
