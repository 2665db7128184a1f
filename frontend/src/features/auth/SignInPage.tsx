// Signing in: e-mail and password, then a code where one is asked for, or another way.
import { useQueryClient } from "@tanstack/react-query"
import { Link, useSearch } from "@tanstack/react-router"
import { useState } from "react"

import { usePageTitle } from "@/app/page"
import { FieldError } from "@/ui/Field"

import { destination, useEnterWhenSignedIn } from "./entering"
import { useFragment } from "./fragment"
import { Gate } from "./Gate"
import { OtherWays } from "./OtherWays"
import { PasswordForm } from "./PasswordForm"
import { explain } from "./problemPages"
import { SecondStep } from "./SecondStep"
import { becomes, type User } from "./session"

export function SignInPage() {
  usePageTitle("Sign in")
  const { return_to, problem } = useSearch({ strict: false })
  const brought = useFragment()
  const there = destination(brought.get("return_to") ?? return_to)
  // A provider's sign-in comes back with a ticket when the account asks for a code as well.
  const [ticket, setTicket] = useState(brought.get("ticket"))
  const queries = useQueryClient()
  useEnterWhenSignedIn(there)
  const enter = (user: User) => becomes(queries, user)
  if (ticket)
    return (
      <Gate title="One more step" intro="Your account asks for a code as well.">
        <SecondStep ticket={ticket} onUser={enter} onRestart={() => setTicket(null)} />
      </Gate>
    )
  return (
    <Gate
      title="Sign in"
      intro={
        <>
          New here?{" "}
          <Link to="/sign-up" search={{ return_to }} className="link">
            Make an account
          </Link>
          , it comes with credits.
        </>
      }
    >
      {problem && <FieldError>{explain(problem)}</FieldError>}
      <PasswordForm onUser={enter} onTicket={setTicket} />
      <OtherWays returnTo={there} onUser={enter} />
    </Gate>
  )
}
