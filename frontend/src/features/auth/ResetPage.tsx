// Choosing a new password by the link of a mail.
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { type FormEvent, useState } from "react"

import { usePageTitle } from "@/app/page"
import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"

import { useWait } from "./countdown"
import { useFragment } from "./fragment"
import { Gate } from "./Gate"
import { resetPassword } from "./links"
import { PasswordField } from "./PasswordField"
import { Refusal } from "./Refusal"
import { wrongWith } from "./refusals"
import { becomes } from "./session"

export function ResetPage() {
  usePageTitle("New password")
  const token = useFragment().get("token")
  const queries = useQueryClient()
  const setting = useMutation({
    mutationFn: resetPassword,
    // It ended every session, this browser's too.
    onSuccess: () => becomes(queries, null),
  })
  if (setting.isSuccess) return <Done />
  if (!token || isProblem(setting.error, "invalid_token")) return <Useless />
  return (
    <Gate title="New password" intro="It signs you out everywhere; then sign in with the new one.">
      <ResetForm setting={setting} onSubmit={(password) => setting.mutate({ token, password })} />
    </Gate>
  )
}

interface ResetFormProps {
  setting: { error: unknown; submittedAt: number; isPending: boolean }
  onSubmit: (password: string) => void
}

function ResetForm({ setting, onSubmit }: ResetFormProps) {
  const [password, setPassword] = useState("")
  const wait = useWait(setting)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(password)
  }
  return (
    <form className="gate-form" onSubmit={submit}>
      <PasswordField
        label="New password"
        autoComplete="new-password"
        required
        hint="At least 8 characters. A sentence is good; spaces count."
        value={password}
        error={wrongWith(setting.error, "password")}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Refusal error={setting.error} fields={["password"]} wait={wait} />
      <Button type="submit" look="primary" size="large" disabled={setting.isPending || wait > 0}>
        {setting.isPending ? "Setting it…" : "Set the password"}
      </Button>
    </form>
  )
}

function Done() {
  return (
    <Gate title="Your password is set" intro="You were signed out everywhere.">
      <div>
        <Button look="primary" size="large" asChild>
          <Link to="/sign-in">Sign in</Link>
        </Button>
      </div>
    </Gate>
  )
}

function Useless() {
  return (
    <Gate
      title="This link is over"
      intro="It was used, replaced by a newer one, or is older than an hour."
    >
      <div>
        <Button look="primary" size="large" asChild>
          <Link to="/forgot-password">Ask for a new one</Link>
        </Button>
      </div>
    </Gate>
  )
}
