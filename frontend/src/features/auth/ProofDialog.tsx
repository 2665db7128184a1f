// Asks who is there before something sensitive; what waited for it then goes on by itself.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { KeyRound } from "lucide-react"
import { type FormEvent, useState } from "react"

import { isProblem } from "@/api/problems"
import { api, read } from "@/api/client"
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"

import { useWait } from "./countdown"
import { ProviderMark } from "./marks"
import { passkeysHere } from "./passkeys"
import { PasswordField } from "./PasswordField"
import { Declined, useProof } from "./proof"
import { providersQuery, startAt } from "./providers"
import { Refusal } from "./Refusal"
import { wrongWith } from "./refusals"
import { CodeField } from "./SecondStep"
import { becomes, useMe, type User } from "./session"
import { signInWithPasskey } from "./signingIn"

export function ProofDialog() {
  const isAsked = useProof((state) => state.waiting.length > 0)
  const { decline } = useProof.getState()
  return (
    <Dialog
      open={isAsked}
      onClose={decline}
      title="Is it still you?"
      description="What you are about to do asks for a proof not older than a quarter of an hour."
    >
      <ProofForm />
    </Dialog>
  )
}

function prove(body: { password: string; code?: string }): Promise<unknown> {
  return read(api.POST("/api/auth/reauthenticate", { body }))
}

function ProofForm() {
  const { given, decline } = useProof.getState()
  const [password, setPassword] = useState("")
  const [code, setCode] = useState("")
  const proving = useMutation({ mutationFn: prove, onSuccess: given })
  const wait = useWait(proving)
  const [asksCode, setAsksCode] = useState(false)
  if (!asksCode && isProblem(proving.error, "code_required")) setAsksCode(true)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    proving.mutate({ password, ...(asksCode && code.trim() && { code }) })
  }
  const isWrong = isProblem(proving.error, "wrong_credentials")
  return (
    <form className="mt-4 grid gap-4" onSubmit={submit}>
      <PasswordField
        label="Password"
        autoComplete="current-password"
        required
        value={password}
        error={isWrong ? "This is not your password." : undefined}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {asksCode && (
        <CodeField
          onPaper={false}
          value={code}
          onWrite={setCode}
          error={
            isProblem(proving.error, "wrong_code") ? wrongWith(proving.error, "code") : undefined
          }
        />
      )}
      {!isWrong && <Refusal error={proving.error} fields={["code"]} wait={wait} />}
      <OtherProofs />
      <div className="dialog-actions mt-0">
        <Button look="ghost" onClick={decline}>
          Not now
        </Button>
        <Button type="submit" look="primary" disabled={proving.isPending || wait > 0}>
          {proving.isPending ? "Checking…" : "Go on"}
        </Button>
      </div>
    </form>
  )
}

/** Signing in again is a proof as well: for those who have no password. */
function OtherProofs() {
  const me = useMe()
  const queries = useQueryClient()
  const { data: providers = [] } = useQuery(providersQuery)
  const onUser = (user: User) => {
    if (user.id === me?.id) return useProof.getState().given()
    // The device offered somebody else's passkey: that person is signed in now.
    useProof.getState().decline()
    becomes(queries, user)
  }
  const asking = useMutation({ mutationFn: signInWithPasskey, onSuccess: onUser })
  return (
    <div className="grid gap-2">
      {passkeysHere() === "yes" && (
        <Button disabled={asking.isPending} onClick={() => asking.mutate()}>
          <KeyRound aria-hidden size={18} />
          {asking.isPending ? "Waiting for your device…" : "Use a passkey instead"}
        </Button>
      )}
      {providers.map(({ name, label }) => (
        <Button key={name} asChild>
          <a href={startAt(name, "/settings")}>
            <ProviderMark name={name} />
            Sign in again with {label}
          </a>
        </Button>
      ))}
      {!(asking.error instanceof Declined) && <Refusal error={asking.error} />}
    </div>
  )
}
