// The way around on phones: four places at the bottom, under the thumb.
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { CircleUserRound, House, LibraryBig, Sparkles } from "lucide-react"

import { useMe } from "@/features/auth/session"
import { songCounts } from "@/features/songs/queries"

export function TabBar() {
  const me = useMe()
  const { data: counts } = useQuery({ ...songCounts, enabled: Boolean(me) })
  const working = counts?.in_progress ?? 0
  return (
    <nav className="tab-bar" aria-label="Main, small screens">
      <Link to="/" activeOptions={{ exact: true }}>
        <House aria-hidden size={20} />
        <span>Home</span>
      </Link>
      <Link to="/create">
        <Sparkles aria-hidden size={20} />
        <span>Create</span>
      </Link>
      <Link to="/library">
        <LibraryBig aria-hidden size={20} />
        {working > 0 && <span className="tab-pip" />}
        <span>Songs{working > 0 && <span className="sr-only">, {working} in progress</span>}</span>
      </Link>
      <Link to={me === null ? "/sign-in" : "/me"}>
        <CircleUserRound aria-hidden size={20} />
        <span>{me === null ? "Sign in" : "Me"}</span>
      </Link>
    </nav>
  )
}
