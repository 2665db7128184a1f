// The e-mail address: whether it is confirmed, and going by another one.
import { type FormEvent, useState } from "react"

import { api, read } from "@/api/client"
import { Button } from "@/ui/Button"
import { TextField } from "@/ui/Field"

import { useWait } from "../auth/countdown"
import { askToVerify } from "../auth/links"
import { Refusal } from "../auth/Refusal"
import { wrongWith } from "../auth/refusals"
import type { User } from "../auth/session"
import { Section } from "./Section"
import { useSetting } from "./useSetting"

export function Email({ user }: { user: User }) {
  return (
    <Section
      id="e-mail"
      title="E-mail"
      intro={
        <>
          You sign in with <b className="font-[560] break-all text-ink">{user.email}</b>.
        </>
      }
    >
      {!user.email_verified && <Unverified />}
      <ChangeForm />
    </Section>
  )
}

function Unverified() {
  const asking = useSetting(askToVerify)
  const wait = useWait(asking)
  return (
    <div className="settings-note">
      <p className="min-w-0 flex-1 basis-52">
        {asking.isSuccess
          ? "A new mail is on its way: open its link."
          : "Please confirm this address by the link in the mail we sent."}
      </p>
      <Button
        size="small"
        disabled={asking.isPending || wait > 0 || asking.isSuccess}
        onClick={() => asking.mutate()}
      >
        {asking.isPending ? "Sending…" : "Send again"}
      </Button>
      <Refusal error={asking.error} wait={wait} />
    </div>
  )
}

function ChangeForm() {
  const [email, setEmail] = useState("")
  const asking = useSetting(async (body: { email: string }) => {
    await read(api.POST("/api/auth/email-change/request", { body }))
    return body.email
  })
  const wait = useWait(asking)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    asking.mutate({ email: email.trim() }, { onSuccess: () => setEmail("") })
  }
  return (
    <form className="grid gap-3" onSubmit={submit}>
      <TextField
        label="New e-mail"
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        hint="It changes once you open the link that we send there. Other devices are signed out."
        value={email}
        error={wrongWith(asking.error, "email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Refusal error={asking.error} fields={["email"]} wait={wait} />
      {asking.isSuccess && (
        <p role="status">
          If {asking.data} is free, a link is on its way there. Until you open it, nothing changes.
        </p>
      )}
      <div>
        <Button type="submit" disabled={asking.isPending || wait > 0 || !email.trim()}>
          {asking.isPending ? "Sending…" : "Send the link"}
        </Button>
      </div>
    </form>
  )
}
