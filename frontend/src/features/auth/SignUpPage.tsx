// Making an account.
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Link, useSearch } from "@tanstack/react-router"
import { type FormEvent, useState } from "react"

import { usePageTitle } from "@/app/page"
import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"
import { TextField } from "@/ui/Field"
import { counted } from "@/ui/numbers"
import { say } from "@/ui/toasts"

import { useWait } from "./countdown"
import { destination, useEnterWhenSignedIn } from "./entering"
import { Gate } from "./Gate"
import { OtherWays } from "./OtherWays"
import { PasswordField } from "./PasswordField"
import { Refusal } from "./Refusal"
import { wrongWith } from "./refusals"
import { becomes, type User } from "./session"
import { signUp } from "./signingIn"

export function SignUpPage() {
  usePageTitle("Make an account")
  const { return_to } = useSearch({ strict: false })
  const there = destination(return_to ?? "/create")
  const queries = useQueryClient()
  useEnterWhenSignedIn(there)
  const enter = (user: User) => becomes(queries, user)
  const welcome = (user: User) => {
    say(`Welcome, ${user.name}. ${gift(user)}`, `A mail to ${user.email} asks you to confirm it.`)
    enter(user)
  }
  return (
    <Gate
      title="Make an account"
      intro={
        <>
          Have one?{" "}
          <Link to="/sign-in" search={{ return_to }} className="link">
            Sign in
          </Link>
          . A new one comes with credits.
        </>
      }
    >
      <SignUpForm onUser={welcome} />
      <OtherWays returnTo={there} onUser={enter} />
    </Gate>
  )
}

function SignUpForm({ onUser }: { onUser: (user: User) => void }) {
  const [name, setName] = useState("")
  const [email, setEmail] = useState("")
  const [password, setPassword] = useState("")
  const making = useMutation({ mutationFn: signUp, onSuccess: onUser })
  const wait = useWait(making)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    making.mutate({ name: name.trim(), email: email.trim(), password })
  }
  const taken = isProblem(making.error, "email_taken") ? making.error.message : undefined
  return (
    <form className="gate-form" onSubmit={submit}>
      <TextField
        label="Name"
        hint="Shown beside the songs that you publish."
        autoComplete="name"
        required
        maxLength={80}
        value={name}
        error={wrongWith(making.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        value={email}
        error={taken ?? wrongWith(making.error, "email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordField
        label="Password"
        autoComplete="new-password"
        required
        hint="At least 8 characters. A sentence is good; spaces count."
        value={password}
        error={wrongWith(making.error, "password")}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {!taken && (
        <Refusal error={making.error} fields={["name", "email", "password"]} wait={wait} />
      )}
      <Button type="submit" look="primary" size="large" disabled={making.isPending || wait > 0}>
        {making.isPending ? "Making it…" : "Make an account"}
      </Button>
    </form>
  )
}

/** As many as the account was opened with. */
function gift(user: User): string {
  const { available } = user.credits
  if (available === 0) return "Your account is ready."
  return `${counted(available, "credit")} ${available === 1 ? "is" : "are"} yours.`
}
