// Ways in without a password: a passkey, or an account elsewhere.
import { useMutation, useQuery } from "@tanstack/react-query"
import { KeyRound } from "lucide-react"

import { Button } from "@/ui/Button"

import { useWait } from "./countdown"
import { ProviderMark } from "./marks"
import { passkeysHere } from "./passkeys"
import { providersQuery, startAt } from "./providers"
import { Refusal } from "./Refusal"
import type { User } from "./session"
import { signInWithPasskey } from "./signingIn"

interface OtherWaysProps {
  returnTo: string
  onUser: (user: User) => void
}

export function OtherWays({ returnTo, onUser }: OtherWaysProps) {
  const { data: providers = [] } = useQuery(providersQuery)
  const withPasskeys = passkeysHere() === "yes"
  if (!withPasskeys && providers.length === 0) return null
  return (
    <div className="grid gap-4.5">
      <div className="gate-or">or</div>
      <div className="grid gap-2">
        {withPasskeys && <PasskeyButton onUser={onUser} />}
        <ul className="grid grid-cols-2 gap-2">
          {providers.map(({ name, label }) => (
            <li key={name} className="only:col-span-2">
              <Button asChild className="w-full">
                <a href={startAt(name, returnTo)}>
                  <ProviderMark name={name} />
                  {label}
                </a>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function PasskeyButton({ onUser }: { onUser: (user: User) => void }) {
  const asking = useMutation({ mutationFn: signInWithPasskey, onSuccess: onUser })
  const wait = useWait(asking)
  return (
    <>
      <Button
        className="w-full"
        disabled={asking.isPending || wait > 0}
        onClick={() => asking.mutate()}
      >
        <KeyRound aria-hidden size={18} />
        {asking.isPending ? "Waiting for your device…" : "Use a passkey"}
      </Button>
      <Refusal error={asking.error} wait={wait} />
    </>
  )
}
