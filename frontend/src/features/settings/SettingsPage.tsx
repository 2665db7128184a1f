// Everything about the account.
import { useQuery } from "@tanstack/react-query"
import { Link, useLocation } from "@tanstack/react-router"
import { useEffect } from "react"

import { usePageTitle } from "@/app/page"
import { FieldError } from "@/ui/Field"

import { explain } from "../auth/problemPages"
import { ProofDialog } from "../auth/ProofDialog"
import { providersQuery } from "../auth/providers"
import { useMe } from "../auth/session"
import { ApiKeys } from "./ApiKeys"
import { Appearance } from "./Appearance"
import { Email } from "./Email"
import { LinkedAccounts } from "./LinkedAccounts"
import { Passkeys } from "./Passkeys"
import { Password } from "./Password"
import { Profile } from "./Profile"
import { linkedQuery } from "./queries"
import { Sessions } from "./Sessions"
import { SignOut } from "./SignOut"
import { TwoStep } from "./TwoStep"
import { YourData } from "./YourData"
import "./settings.css"

const SECTIONS = [
  ["profile", "Profile"],
  ["appearance", "Appearance"],
  ["e-mail", "E-mail"],
  ["password", "Password"],
  ["two-step", "Two-step sign-in"],
  ["passkeys", "Passkeys"],
  ["accounts", "Connected accounts"],
  ["sessions", "Sessions"],
  ["api-keys", "API keys"],
  ["data", "Your data"],
] as const

export function SettingsPage() {
  usePageTitle("Settings")
  const me = useMe()
  const hash = useLocation({ select: (location) => location.hash })
  const problem = useLocation({ select: ({ search }) => problemIn(search) })
  const canLink = useCanLink()
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView()
  }, [hash])
  if (!me) return null
  const sections = SECTIONS.filter(([id]) => id !== "accounts" || canLink)
  return (
    <div className="page">
      <div className="page-bar min-h-21 justify-between">
        <h1 className="page-title">Settings</h1>
        <SignOut />
      </div>
      {problem && <FieldError>{explain(problem)}</FieldError>}
      <div className="settings-frame">
        <nav className="settings-index" aria-label="Sections">
          {sections.map(([id, title]) => (
            <Link
              key={id}
              to="/settings"
              hash={id}
              replace
              activeOptions={{ includeHash: true }}
              aria-current={hash === id ? "true" : undefined}
            >
              {title}
            </Link>
          ))}
        </nav>
        <div className="settings">
          <Profile user={me} />
          <Appearance />
          <Email user={me} />
          <Password user={me} />
          <TwoStep />
          <Passkeys />
          {canLink && <LinkedAccounts />}
          <Sessions />
          <ApiKeys />
          <YourData user={me} />
        </div>
      </div>
      <ProofDialog />
    </div>
  )
}

/** Nothing is said of other sites where there are none. */
function useCanLink(): boolean {
  const { data: providers } = useQuery(providersQuery)
  const { data: linked } = useQuery(linkedQuery)
  return Boolean(providers?.length || linked?.length)
}

function problemIn(search: object): string | undefined {
  return "problem" in search && typeof search.problem === "string" ? search.problem : undefined
}
