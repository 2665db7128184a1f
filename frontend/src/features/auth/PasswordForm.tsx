// E-mail and password.
import { useMutation } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { type FormEvent, useState } from "react"

import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"
import { TextField } from "@/ui/Field"

import { useWait } from "./countdown"
import { PasswordField } from "./PasswordField"
import { Refusal } from "./Refusal"
import { wrongWith } from "./refusals"
import type { User } from "./session"
import { signIn } from "./signingIn"

interface PasswordFormProps {
  onUser: (user: User) => void
  onTicket: (ticket: string) => void
}

export function PasswordForm({ onUser, onTicket }: PasswordFormProps) {
  const [email, setEmail] = useState("")
  const [password, setPassword] = useState("")
  const trying = useMutation({
    mutationFn: signIn,
    onSuccess: (outcome) => ("user" in outcome ? onUser(outcome.user) : onTicket(outcome.ticket)),
  })
  const wait = useWait(trying)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    trying.mutate({ email: email.trim(), password })
  }
  const mismatch = isProblem(trying.error, "wrong_credentials")
  return (
    <form className="gate-form" onSubmit={submit}>
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        maxLength={254}
        value={email}
        error={wrongWith(trying.error, "email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        aside={
          <Link to="/forgot-password" className="link -my-1.5 py-1.5 font-normal text-inherit">
            Forgotten?
          </Link>
        }
        error={mismatch ? "This e-mail and password do not match." : undefined}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {!mismatch && <Refusal error={trying.error} fields={["email"]} wait={wait} />}
      <Button type="submit" look="primary" size="large" disabled={trying.isPending || wait > 0}>
        {trying.isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  )
}
