// A forgotten password: ask for a mail with a link.
import { useMutation } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { type FormEvent, useState } from "react"

import { usePageTitle } from "@/app/page"
import { Button } from "@/ui/Button"
import { TextField } from "@/ui/Field"

import { useWait } from "./countdown"
import { Gate } from "./Gate"
import { askForReset } from "./links"
import { Refusal } from "./Refusal"
import { wrongWith } from "./refusals"

export function ForgottenPage() {
  usePageTitle("Forgotten password")
  const [sentTo, setSentTo] = useState<string | null>(null)
  if (sentTo !== null)
    return (
      <Gate
        title="Look into your mail"
        // Whether there is an account is nobody else's business.
        intro={`If ${sentTo} has an account here, a link to choose a new password is on its way. It works once, for an hour.`}
      >
        <div className="flex gap-2">
          <Button onClick={() => setSentTo(null)}>Send it again</Button>
          <Button look="ghost" asChild>
            <Link to="/sign-in">Sign in</Link>
          </Button>
        </div>
      </Gate>
    )
  return (
    <Gate title="Forgotten password" intro="We send you a link to choose a new one.">
      <AskForm onSent={setSentTo} />
    </Gate>
  )
}

function AskForm({ onSent }: { onSent: (email: string) => void }) {
  const [email, setEmail] = useState("")
  const asking = useMutation({
    mutationFn: askForReset,
    onSuccess: (_, address) => onSent(address),
  })
  const wait = useWait(asking)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    asking.mutate(email.trim())
  }
  return (
    <form className="gate-form" onSubmit={submit}>
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        value={email}
        error={wrongWith(asking.error, "email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Refusal error={asking.error} fields={["email"]} wait={wait} />
      <Button type="submit" look="primary" size="large" disabled={asking.isPending || wait > 0}>
        {asking.isPending ? "Sending…" : "Send the link"}
      </Button>
      <p>
        <Link to="/sign-in" className="link">
          Back to sign in
        </Link>
      </p>
    </form>
  )
}
