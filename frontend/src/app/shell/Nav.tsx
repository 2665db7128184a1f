// The way around on wide screens, with what is in progress and what there is to spend.
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import {
  Coins,
  House,
  LibraryBig,
  ListOrdered,
  LogIn,
  type LucideIcon,
  Sparkles,
  SunMoon,
} from "lucide-react"
import type { ReactNode } from "react"

import { useMe, type User } from "@/features/auth/session"
import { songCounts } from "@/features/songs/queries"
import { Avatar } from "@/ui/Avatar"
import { Button } from "@/ui/Button"
import { IconButton } from "@/ui/IconButton"
import { counted } from "@/ui/numbers"

import { themeShown, useTheme } from "../theme"
import { Brand } from "./Brand"

export function Nav() {
  const me = useMe()
  const { data: counts } = useQuery({ ...songCounts, enabled: Boolean(me) })
  return (
    <nav className="nav" aria-label="Main">
      <Brand />
      <Item to="/" icon={House} label="Home" />
      <Item to="/create" icon={Sparkles} label="Create" />
      <Item to="/library" icon={LibraryBig} label="Library">
        {counts && <span className="nav-count">{counts.all}</span>}
      </Item>
      <Item to="/jobs" icon={ListOrdered} label="Queue">
        {counts && counts.in_progress > 0 && (
          <span className="nav-count nav-count-live">
            <span className="sr-only">in progress: </span>
            {counts.in_progress}
          </span>
        )}
      </Item>
      <Item to="/credits" icon={Coins} label="Credits" />
      <div className="flex-1" />
      {me && <Balance user={me} />}
      <Person me={me} />
    </nav>
  )
}

function Item({
  to,
  icon: Icon,
  label,
  children,
}: {
  to: "/" | "/create" | "/library" | "/jobs" | "/credits"
  icon: LucideIcon
  label: string
  children?: ReactNode
}) {
  return (
    <Link to={to} className="nav-item" activeOptions={{ exact: to === "/", includeSearch: false }}>
      <Icon aria-hidden size={20} strokeWidth={1.75} />
      <span>{label}</span>
      {children}
    </Link>
  )
}

function Balance({ user }: { user: User }) {
  const { available, reserved } = user.credits
  return (
    <div className="balance-card">
      <div>
        <b className="text-lg/6 font-[620] tabular-nums">{available}</b>{" "}
        <span className="text-ink-2">{available === 1 ? "credit" : "credits"}</span>
        <p className="hint">{reserved ? `and ${reserved} on hold` : "ready to spend"}</p>
      </div>
      <Button size="small" asChild>
        <Link to="/credits">Get credits</Link>
      </Button>
    </div>
  )
}

function Person({ me }: { me: User | null | undefined }) {
  return (
    <div className="me">
      {me ? (
        <Link to="/settings" className="nav-item">
          <Avatar name={me.name} />
          <span className="nav-name truncate">{me.name}</span>
          <span className="sr-only">
            Account and settings, {counted(me.credits.available, "credit")}
          </span>
        </Link>
      ) : (
        <Link to="/sign-in" className="nav-item">
          <LogIn aria-hidden size={20} strokeWidth={1.75} />
          <span className="nav-name">Sign in</span>
          <span className="sr-only">to your account</span>
        </Link>
      )}
      <ThemeToggle />
    </div>
  )
}

export function ThemeToggle() {
  const { choice, choose } = useTheme()
  const next = themeShown(choice) === "dark" ? "light" : "dark"
  return (
    <IconButton
      icon={SunMoon}
      label={`Switch to the ${next} theme`}
      size="small"
      onClick={() => choose(next)}
    />
  )
}
