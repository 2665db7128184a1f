// Setting up an authenticator: scan, then show that it works.
import { type FormEvent, lazy, Suspense, useState } from "react"

import { api, read } from "@/api/client"
import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"
import { FieldError } from "@/ui/Field"
import { Skeleton } from "@/ui/Skeleton"

import { Refusal } from "../auth/Refusal"
import { wrongWith } from "../auth/refusals"
import { CodeField } from "../auth/SecondStep"
import type { TotpSetup as Setup } from "./queries"
import { useSetting } from "./useSetting"

const QrCode = lazy(() => import("./QrCode"))

interface TotpSetupProps {
  setup: Setup
  onCodes: (codes: string[]) => void
  onCancel: () => void
}

export function TotpSetup({ setup, onCodes, onCancel }: TotpSetupProps) {
  const [code, setCode] = useState("")
  const confirming = useSetting(
    (body: { ticket: string; code: string }) =>
      read(api.POST("/api/auth/second-factor/totp/confirm", { body })),
    { onDone: ({ recovery_codes }) => onCodes(recovery_codes) },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirming.mutate({ ticket: setup.ticket, code })
  }
  const isOver = isProblem(confirming.error, "invalid_token")
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <div className="flex flex-wrap items-start gap-5">
        <Suspense fallback={<Skeleton className="size-44" />}>
          <QrCode text={setup.otpauth_url} label="QR code for your authenticator" />
        </Suspense>
        <div className="grid min-w-0 flex-1 basis-56 gap-3">
          <p>Scan this with your authenticator, or type the key into it:</p>
          <p className="font-mono text-[0.8125rem] break-all select-all">{grouped(setup.secret)}</p>
          <CodeField
            onPaper={false}
            value={code}
            onWrite={setCode}
            error={wrongWith(confirming.error, "code")}
          />
        </div>
      </div>
      {isOver ? (
        <FieldError>This took longer than ten minutes: begin again.</FieldError>
      ) : (
        <Refusal error={confirming.error} fields={["code"]} />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={confirming.isPending || isOver || !code.trim()}>
          {confirming.isPending ? "Checking…" : "Turn it on"}
        </Button>
        <Button look="ghost" onClick={onCancel}>
          {isOver ? "Begin again" : "Not now"}
        </Button>
      </div>
    </form>
  )
}

/** In fours, as one reads it off. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret
}
