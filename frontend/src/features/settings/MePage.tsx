// The account's places on a phone.
import { Link } from "@tanstack/react-router"
import { ChevronRight, Coins, Heart, ListOrdered, type LucideIcon, Settings } from "lucide-react"

import { usePageTitle } from "@/app/page"
import { type ThemeChoice, useTheme } from "@/app/theme"
import { Avatar } from "@/ui/Avatar"
import { Button } from "@/ui/Button"
import { Segments } from "@/ui/Segments"

import { useMe } from "../auth/session"
import { SignOut } from "./SignOut"

const THEMES: readonly { value: ThemeChoice; label: string }[] = [
  { value: "system", label: "System" },
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
]

export function MePage() {
  usePageTitle("Me")
  const me = useMe()
  const { choice, choose } = useTheme()
  if (!me) return null
  const { available, reserved } = me.credits
  return (
    <div className="page max-w-120">
      <div className="flex items-center gap-4 py-5">
        <Avatar name={me.name} size={52} />
        <div className="min-w-0">
          <h1 className="truncate text-lg font-[620]">{me.name}</h1>
          <p className="truncate text-ink-2">{me.email}</p>
        </div>
      </div>
      <div className="box flex items-center justify-between gap-3">
        <div>
          <b className="text-xl font-[620] tabular-nums">{available}</b>{" "}
          <span className="text-ink-2">{available === 1 ? "credit" : "credits"}</span>
          <p className="hint">{reserved ? `and ${reserved} on hold` : "ready to spend"}</p>
        </div>
        <Button asChild>
          <Link to="/credits">Get credits</Link>
        </Button>
      </div>
      <ul className="mt-4">
        <li>
          <Link to="/credits" className={ROW}>
            <Inside icon={Coins} label="Credits and statement" />
          </Link>
        </li>
        <li>
          <Link to="/jobs" className={ROW}>
            <Inside icon={ListOrdered} label="Queue" />
          </Link>
        </li>
        <li>
          <Link to="/library" search={{ status: "liked" }} className={ROW}>
            <Inside icon={Heart} label="Liked songs" />
          </Link>
        </li>
        <li>
          <Link to="/settings" className={ROW}>
            <Inside icon={Settings} label="Settings" />
          </Link>
        </li>
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-3 py-4">
        <span className="font-[560]">Theme</span>
        <Segments label="Theme" value={choice} choices={THEMES} onChoose={choose} />
      </div>
      <SignOut className="w-full" />
    </div>
  )
}

const ROW = "flex min-h-13 items-center gap-3 border-b border-line font-[520]"

function Inside({ icon: Icon, label }: { icon: LucideIcon; label: string }) {
  return (
    <>
      <Icon aria-hidden size={20} strokeWidth={1.75} className="text-ink-2" />
      <span className="flex-1">{label}</span>
      <ChevronRight aria-hidden size={18} className="text-ink-3" />
    </>
  )
}
