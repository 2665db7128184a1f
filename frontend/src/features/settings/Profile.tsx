// The name that others see.
import { useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"

import { api, read } from "@/api/client"
import { Avatar } from "@/ui/Avatar"
import { Button } from "@/ui/Button"
import { TextField } from "@/ui/Field"

import { Refusal } from "../auth/Refusal"
import { wrongWith } from "../auth/refusals"
import { meQuery, type User } from "../auth/session"
import { Section } from "./Section"
import { useSetting } from "./useSetting"

export function Profile({ user }: { user: User }) {
  const [name, setName] = useState(user.name)
  const queries = useQueryClient()
  const renaming = useSetting(
    (body: { name: string }) => read(api.PATCH("/api/auth/me", { body })),
    { said: "Saved", onDone: (changed) => queries.setQueryData(meQuery.queryKey, changed) },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    renaming.mutate({ name: name.trim() })
  }
  return (
    <Section id="profile" title="Profile" intro="Shown beside the songs that you publish.">
      <form className="flex items-start gap-4" onSubmit={submit}>
        <Avatar name={name || user.name} size={44} />
        <div className="grid min-w-0 flex-1 gap-3">
          <TextField
            label="Name"
            autoComplete="name"
            required
            maxLength={80}
            value={name}
            error={wrongWith(renaming.error, "name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Refusal error={renaming.error} fields={["name"]} />
          <div>
            <Button
              type="submit"
              disabled={renaming.isPending || !name.trim() || name.trim() === user.name}
            >
              {renaming.isPending ? "Saving…" : "Save"}
            </Button>
          </div>
        </div>
      </form>
    </Section>
  )
}
