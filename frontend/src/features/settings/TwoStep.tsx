// An authenticator besides the password, and the codes on paper that go with it.
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"

import { api, read } from "@/api/client"
import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"
import { FieldError } from "@/ui/Field"
import { counted } from "@/ui/numbers"
import { Skeleton } from "@/ui/Skeleton"

import { Refusal } from "../auth/Refusal"
import { type TotpSetup as Setup, secondFactorQuery } from "./queries"
import { RecoveryCodes } from "./RecoveryCodes"
import { Section } from "./Section"
import { TotpSetup } from "./TotpSetup"
import { useSetting } from "./useSetting"

export function TwoStep() {
  const { data: factor, error } = useQuery(secondFactorQuery)
  const [codes, setCodes] = useState<string[] | null>(null)
  return (
    <Section
      id="two-step"
      title="Two-step sign-in"
      intro="After the password, a code of an authenticator app on your telephone."
    >
      {error && <FieldError>{sentence(error)}</FieldError>}
      {!factor && !error && <Skeleton className="h-10" />}
      {factor && !factor.enabled && <TurnOn onCodes={setCodes} />}
      {factor?.enabled && <IsOn left={factor.recovery_codes_left} onCodes={setCodes} />}
      <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />
    </Section>
  )
}

type OnCodes = (codes: string[]) => void

function TurnOn({ onCodes }: { onCodes: OnCodes }) {
  const [setup, setSetup] = useState<Setup | null>(null)
  const beginning = useSetting(() => read(api.POST("/api/auth/second-factor/totp")), {
    onDone: setSetup,
  })
  if (setup)
    return (
      <TotpSetup
        setup={setup}
        onCancel={() => setSetup(null)}
        onCodes={(codes) => {
          setSetup(null)
          onCodes(codes)
        }}
      />
    )
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>It is off: whoever knows your password can sign in.</p>
        <Button disabled={beginning.isPending} onClick={() => beginning.mutate()}>
          {beginning.isPending ? "Beginning…" : "Set it up"}
        </Button>
      </div>
      <Refusal error={beginning.error} />
    </>
  )
}

function IsOn({ left, onCodes }: { left: number; onCodes: OnCodes }) {
  const [isAsking, setAsking] = useState(false)
  const renewing = useSetting(() => read(api.POST("/api/auth/second-factor/recovery-codes")), {
    onDone: ({ recovery_codes }) => onCodes(recovery_codes),
  })
  return (
    <>
      <div>
        <p>
          <b className="font-[560] text-good">It is on.</b>{" "}
          {left > 0 ? `${counted(left, "recovery code")} left.` : "No recovery code is left."}
        </p>
        {left < 4 && <p className="hint mt-1">Make new ones before they run out.</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={renewing.isPending} onClick={() => renewing.mutate()}>
          {renewing.isPending ? "Making them…" : "New recovery codes"}
        </Button>
        <Button look="danger" onClick={() => setAsking(true)}>
          Turn it off
        </Button>
      </div>
      <Refusal error={renewing.error} />
      <TurnOff open={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}

function TurnOff({ open, onClose }: { open: boolean; onClose: () => void }) {
  const removing = useSetting(() => read(api.DELETE("/api/auth/second-factor/totp")), {
    said: "Two-step sign-in is off",
    onDone: onClose,
  })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Turn it off?"
      description="The password alone will open your account again, and the recovery codes are worthless then."
    >
      <Refusal error={removing.error} />
      <div className="dialog-actions">
        <Button look="ghost" onClick={onClose}>
          Keep it on
        </Button>
        <Button look="danger" disabled={removing.isPending} onClick={() => removing.mutate()}>
          {removing.isPending ? "Turning it off…" : "Turn it off"}
        </Button>
      </div>
    </Dialog>
  )
}
