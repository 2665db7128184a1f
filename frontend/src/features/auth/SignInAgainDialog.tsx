// Asks for the password where one is when a session ended, so that nothing typed is lost.
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"

import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"

import { useWait } from "./countdown"
import { passkeysHere } from "./passkeys"
import { PasswordField } from "./PasswordField"
import { Refusal } from "./Refusal"
import { SecondStep } from "./SecondStep"
import { becomes, meQuery, type User, useSignInAgain } from "./session"
import { signIn, signInWithPasskey } from "./signingIn"
import "./gate.css"

export function SignInAgainDialog() {
  const { email, close } = useSignInAgain()
  return (
    <Dialog
      open={email !== null}
      onClose={close}
      title="Sign in to go on"
      description="You were signed out. What you are writing is kept on this device."
    >
      {email !== null && <Steps key={email} email={email} />}
    </Dialog>
  )
}

function Steps({ email }: { email: string }) {
  const queries = useQueryClient()
  const [ticket, setTicket] = useState<string | null>(null)
  const goOn = (user: User) => {
    // Somebody else must not see what is on the screen.
    if (queries.getQueryData(meQuery.queryKey)?.id !== user.id) return becomes(queries, user)
    queries.setQueryData(meQuery.queryKey, user)
    useSignInAgain.getState().close()
    void queries.refetchQueries({ type: "active" })
  }
  if (ticket !== null)
    return (
      <div className="mt-4">
        <SecondStep ticket={ticket} onUser={goOn} onRestart={() => setTicket(null)} />
      </div>
    )
  return <PasswordAgain email={email} onUser={goOn} onTicket={setTicket} />
}

interface PasswordAgainProps {
  email: string
  onUser: (user: User) => void
  onTicket: (ticket: string) => void
}

function PasswordAgain({ email, onUser, onTicket }: PasswordAgainProps) {
  const [password, setPassword] = useState("")
  const trying = useMutation({
    mutationFn: signIn,
    onSuccess: (outcome) => ("user" in outcome ? onUser(outcome.user) : onTicket(outcome.ticket)),
  })
  const asking = useMutation({ mutationFn: signInWithPasskey, onSuccess: onUser })
  const wait = useWait(trying)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    trying.mutate({ email, password })
  }
  const isWrong = isProblem(trying.error, "wrong_credentials")
  const isBusy = trying.isPending || asking.isPending
  return (
    <form className="mt-4 grid gap-4" onSubmit={submit}>
      {/* Tells password managers whose password it is. */}
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <PasswordField
        label={`Password for ${email}`}
        autoComplete="current-password"
        required
        value={password}
        error={isWrong ? "This e-mail and password do not match." : undefined}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {!isWrong && <Refusal error={trying.error} wait={wait} />}
      <Refusal error={asking.error} />
      <div className="dialog-actions mt-0">
        {passkeysHere() === "yes" && (
          <Button look="ghost" disabled={isBusy} onClick={() => asking.mutate()}>
            {asking.isPending ? "Waiting…" : "Use a passkey"}
          </Button>
        )}
        <Button type="submit" look="primary" disabled={isBusy || wait > 0}>
          {trying.isPending ? "Signing in…" : "Sign in"}
        </Button>
      </div>
    </form>
  )
}
