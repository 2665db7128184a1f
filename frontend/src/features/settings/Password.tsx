// Changing the password, or setting the first one.
import { type FormEvent, useState } from "react"

import { api, read } from "@/api/client"
import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"

import { useWait } from "../auth/countdown"
import { PasswordField } from "../auth/PasswordField"
import { Refusal } from "../auth/Refusal"
import { wrongWith } from "../auth/refusals"
import type { User } from "../auth/session"
import { Section } from "./Section"
import { useSetting } from "./useSetting"

export function Password({ user }: { user: User }) {
  const [current, setCurrent] = useState("")
  const [next, setNext] = useState("")
  const changing = useSetting(
    (body: { current: string | null; new: string }) =>
      read(api.POST("/api/auth/password", { body })),
    { said: "Your password is changed. Other devices were signed out." },
  )
  const wait = useWait(changing)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    changing.mutate(
      { current: current || null, new: next },
      {
        onSuccess: () => {
          setCurrent("")
          setNext("")
        },
      },
    )
  }
  const isWrong = isProblem(changing.error, "wrong_credentials")
  return (
    <Section
      id="password"
      title="Password"
      intro="Changing it signs you out everywhere else, and a mail tells you."
    >
      <form className="grid gap-4" onSubmit={submit}>
        <input type="hidden" autoComplete="username" value={user.email} readOnly />
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          hint="Leave it empty if you always signed in another way and have none yet."
          value={current}
          error={isWrong ? "This is not your password." : undefined}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          required
          hint="At least 8 characters. A sentence is good; spaces count."
          value={next}
          error={wrongWith(changing.error, "new")}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        {!isWrong && <Refusal error={changing.error} fields={["new"]} wait={wait} />}
        <div>
          <Button type="submit" disabled={changing.isPending || wait > 0 || !next}>
            {changing.isPending ? "Changing…" : "Change the password"}
          </Button>
        </div>
      </form>
    </Section>
  )
}
