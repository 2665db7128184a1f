// Passkeys: list, add, rename, remove.
import { useQuery } from "@tanstack/react-query"
import { KeyRound, Pencil, Trash2 } from "lucide-react"
import { type FormEvent, useState } from "react"

import { api, read } from "@/api/client"
import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"
import { FieldError, TextField } from "@/ui/Field"
import { IconButton } from "@/ui/IconButton"
import { Skeleton } from "@/ui/Skeleton"
import { day } from "@/ui/time"

import { makePasskey, passkeysHere } from "../auth/passkeys"
import { Refusal } from "../auth/Refusal"
import { wrongWith } from "../auth/refusals"
import { deviceName } from "./device"
import { type Passkey, passkeysQuery } from "./queries"
import { Section } from "./Section"
import { sinceThen } from "./since"
import { useSetting } from "./useSetting"

export function Passkeys() {
  const { data: passkeys, error } = useQuery(passkeysQuery)
  return (
    <Section
      id="passkeys"
      title="Passkeys"
      intro="Sign in with your device's fingerprint, face or PIN: no password, no code, nothing to be phished."
    >
      {error && <FieldError>{sentence(error)}</FieldError>}
      {!passkeys && !error && <Skeleton className="h-10" />}
      {passkeys && passkeys.length > 0 && (
        <ul className="settings-list -my-3">
          {passkeys.map((passkey) => (
            <One key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      <Add />
    </Section>
  )
}

const WHY_NOT = {
  browser: "This browser cannot use passkeys. Open the page in a newer one to add one.",
  address:
    "A passkey belongs to a name, and this page is open under a bare IP address. Open it by its name to add one.",
}

function Add() {
  const here = passkeysHere()
  const adding = useSetting(add, { said: "The passkey is added" })
  if (here !== "yes") return <p className="text-ink-2">{WHY_NOT[here]}</p>
  return (
    <div className="grid justify-items-start gap-3">
      <Button disabled={adding.isPending} onClick={() => adding.mutate()}>
        <KeyRound aria-hidden size={18} />
        {adding.isPending ? "Waiting for your device…" : "Add a passkey"}
      </Button>
      <Refusal error={adding.error} />
    </div>
  )
}

async function add(): Promise<void> {
  const { ticket, options } = await read(api.POST("/api/auth/passkeys/options"))
  const credential = await makePasskey(options)
  const name = deviceName(navigator.userAgent)
  await read(api.POST("/api/auth/passkeys", { body: { ticket, name, credential } }))
}

function One({ passkey }: { passkey: Passkey }) {
  const [isRenaming, setRenaming] = useState(false)
  const path = { params: { path: { passkey_id: passkey.id } } }
  const removing = useSetting(() => read(api.DELETE("/api/auth/passkeys/{passkey_id}", path)), {
    said: "The passkey is removed",
  })
  const used = passkey.last_used_at ? `used ${sinceThen(passkey.last_used_at)}` : "not used yet"
  return (
    <li>
      <KeyRound aria-hidden size={18} className="text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-[560]">{passkey.name}</p>
        <p className="hint">
          Added {day(passkey.created_at)}, {used}
        </p>
      </div>
      <IconButton
        icon={Pencil}
        label={`Rename ${passkey.name}`}
        onClick={() => setRenaming(true)}
      />
      <IconButton
        icon={Trash2}
        label={`Remove ${passkey.name}`}
        disabled={removing.isPending}
        onClick={() => removing.mutate()}
      />
      <Refusal error={removing.error} />
      {isRenaming && <Rename passkey={passkey} onClose={() => setRenaming(false)} />}
    </li>
  )
}

function Rename({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const [name, setName] = useState(passkey.name)
  const renaming = useSetting(
    (body: { name: string }) =>
      read(
        api.PATCH("/api/auth/passkeys/{passkey_id}", {
          params: { path: { passkey_id: passkey.id } },
          body,
        }),
      ),
    { onDone: onClose },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    renaming.mutate({ name: name.trim() })
  }
  return (
    <Dialog open onClose={onClose} title="Rename the passkey">
      <form className="mt-4 grid gap-3" onSubmit={submit}>
        <TextField
          label="Name"
          required
          maxLength={80}
          value={name}
          error={wrongWith(renaming.error, "name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Refusal error={renaming.error} fields={["name"]} />
        <div className="dialog-actions mt-2">
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" disabled={renaming.isPending || !name.trim()}>
            {renaming.isPending ? "Saving…" : "Save"}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
