// The last question before an account is gone for good.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"

import { api, read } from "@/api/client"
import { songCounts } from "@/features/songs/queries"
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"
import { TextField } from "@/ui/Field"
import { counted } from "@/ui/numbers"

import { proven } from "../auth/proof"
import { Refusal } from "../auth/Refusal"
import type { User } from "../auth/session"
import { leave } from "./leave"

interface EraseDialogProps {
  user: User
  onClose: () => void
}

export function EraseDialog({ user, onClose }: EraseDialogProps) {
  const { data: counts } = useQuery(songCounts)
  const [typed, setTyped] = useState("")
  const queries = useQueryClient()
  const erasing = useMutation({
    mutationFn: () => proven(() => read(api.DELETE("/api/auth/me"))),
    onSuccess: () => leave(queries),
  })
  const isMeant = typed.trim().toLowerCase() === user.email.toLowerCase()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isMeant) erasing.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Erase the account?"
      description={`${whatGoes(counts?.all, user)} There is no way back.`}
    >
      <form className="mt-4 grid gap-3" onSubmit={submit}>
        <TextField
          label="Type your e-mail to confirm"
          type="email"
          autoComplete="off"
          placeholder={user.email}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Refusal error={erasing.error} />
        <div className="dialog-actions mt-2">
          <Button look="ghost" onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" look="danger" disabled={!isMeant || erasing.isPending}>
            {erasing.isPending ? "Erasing…" : "Erase"}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function whatGoes(songs: number | undefined, { credits }: User): string {
  const coins = counted(credits.available, "credit")
  if (songs === undefined) return `All songs, their covers and ${coins} go with it.`
  if (songs === 0) return `${coins} ${credits.available === 1 ? "goes" : "go"} with it.`
  return `${counted(songs, "song")}, ${songs === 1 ? "its cover" : "their covers"} and ${coins} go with it.`
}
