// Making a key: a name, what it may do, how long it lives; then its secret, this once.
import { type FormEvent, useState } from "react"

import { api, read } from "@/api/client"
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"
import { TextField } from "@/ui/Field"
import { Segments } from "@/ui/Segments"

import { Refusal } from "../auth/Refusal"
import { wrongWith } from "../auth/refusals"
import { CopyButton } from "./CopyButton"
import type { NewApiKey, Scope } from "./queries"
import { useSetting } from "./useSetting"

const SCOPES: readonly { scope: Scope; says: string }[] = [
  { scope: "songs:read", says: "See and download your songs" },
  { scope: "songs:write", says: "Make, change and delete songs; costs credits" },
  { scope: "credits:read", says: "See your credits" },
]

const LIVES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "", label: "No end" },
] as const

type Life = (typeof LIVES)[number]["value"]

export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewApiKey | null>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={made ? "Your new key" : "New API key"}
      description={made ? "It is shown this once: keep it where your program finds it." : undefined}
    >
      {made ? (
        <Secret made={made} onClose={onClose} />
      ) : (
        <KeyForm onMade={setMade} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface KeyFormProps {
  onMade: (made: NewApiKey) => void
  onClose: () => void
}

function KeyForm({ onMade, onClose }: KeyFormProps) {
  const [name, setName] = useState("")
  const [scopes, setScopes] = useState<Scope[]>(SCOPES.map(({ scope }) => scope))
  const [life, setLife] = useState<Life>("90")
  const making = useSetting(
    (body: { name: string; scopes: Scope[]; expires_in_days: number | null }) =>
      read(api.POST("/api/api-keys", { body })),
    { onDone: onMade },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    making.mutate({ name: name.trim(), scopes, expires_in_days: life ? Number(life) : null })
  }
  return (
    <form className="mt-4 grid gap-4" onSubmit={submit}>
      <TextField
        label="Name"
        placeholder="Night script"
        required
        maxLength={80}
        value={name}
        error={wrongWith(making.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ScopeChoice chosen={scopes} onChoose={setScopes} />
      <div className="grid gap-2">
        <p className="font-[560]">Works for</p>
        <Segments label="Works for" wide value={life} choices={LIVES} onChoose={setLife} />
      </div>
      <Refusal error={making.error} fields={["name"]} />
      <div className="dialog-actions mt-1">
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          look="primary"
          disabled={making.isPending || scopes.length === 0 || !name.trim()}
        >
          {making.isPending ? "Making it…" : "Make the key"}
        </Button>
      </div>
    </form>
  )
}

interface ScopeChoiceProps {
  chosen: readonly Scope[]
  onChoose: (scopes: Scope[]) => void
}

function ScopeChoice({ chosen, onChoose }: ScopeChoiceProps) {
  const toggle = (scope: Scope) =>
    onChoose(chosen.includes(scope) ? chosen.filter((each) => each !== scope) : [...chosen, scope])
  return (
    <fieldset>
      <legend className="mb-1 font-[560]">It may</legend>
      {SCOPES.map(({ scope, says }) => (
        <label key={scope} className="flex min-h-9 items-center gap-2.5">
          <input
            type="checkbox"
            className="size-6 flex-none accent-accent"
            checked={chosen.includes(scope)}
            onChange={() => toggle(scope)}
          />
          {says}
        </label>
      ))}
    </fieldset>
  )
}

function Secret({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  return (
    <>
      <p className="codes mt-4 break-all select-all">{made.secret}</p>
      <div className="dialog-actions">
        <CopyButton text={made.secret} />
        <Button look="primary" onClick={onClose}>
          I have kept it
        </Button>
      </div>
    </>
  )
}
