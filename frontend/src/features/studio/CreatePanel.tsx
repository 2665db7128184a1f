// The form: the way of writing at its head, what it costs and Create at its foot.
import { useQueryClient } from "@tanstack/react-query"
import { useLocation, useNavigate } from "@tanstack/react-router"
import { type FormEvent, type KeyboardEvent, useRef } from "react"

import { meQuery } from "@/features/auth/session"
import { counted } from "@/ui/numbers"
import { Segments } from "@/ui/Segments"
import { useToasts } from "@/ui/toasts"

import { CreateFoot } from "./CreateFoot"
import { CustomFields } from "./CustomFields"
import { changeDraft, useDraft } from "./draft"
import "./form.css"
import { SimpleFields } from "./SimpleFields"
import { submit, useSubmission } from "./submission"

const WAYS = [
  { value: "simple", label: "Simple" },
  { value: "custom", label: "Custom" },
] as const

export function CreatePanel() {
  const { way } = useDraft()
  const form = useRef<HTMLFormElement>(null)
  const create = useCreate(form)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void create()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void create()
  }
  return (
    <section className="create" aria-label="Create a song">
      <div className="create-head">
        <h2 className="column-title">Create</h2>
        <Segments
          label="Way of writing"
          value={way}
          choices={WAYS}
          onChoose={(chosen) => {
            changeDraft({ way: chosen })
            useSubmission.setState({ wasTried: false })
          }}
        />
      </div>
      {/* Keys are heard here for every field; each of them is a control of its own. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        id="create-form"
        ref={form}
        className="create-body"
        noValidate
        onSubmit={onSubmit}
        onKeyDown={onKeyDown}
      >
        {way === "simple" ? <SimpleFields /> : <CustomFields />}
      </form>
      <CreateFoot />
    </section>
  )
}

/** Create, or what stands before it: a sign-in, or a field to mend. */
function useCreate(form: React.RefObject<HTMLFormElement | null>) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  return async () => {
    // Pressed before it is known who is there, it waits for that; an outage is said by the request.
    const me = await queries.ensureQueryData(meQuery).catch(() => undefined)
    if (me === null) return navigate({ to: "/sign-in", search: { return_to: pathname } })
    const songs = await submit(queries)
    if (songs) return sayWhere(songs.length, () => void navigate(listAddress()))
    if (useSubmission.getState().wasTried)
      requestAnimationFrame(() => focusFirstWrong(form.current))
  }
}

function focusFirstWrong(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}

/** Where the list is not beside the form, say that there is one. */
function sayWhere(songs: number, show: () => void): void {
  if (!matchMedia("(width < 64em)").matches) return
  useToasts.getState().show({
    text: `${counted(songs, "take")} on the way`,
    action: { label: "Show", run: show },
  })
}

function listAddress() {
  return matchMedia("(width < 40em)").matches
    ? ({ to: "/library" } as const)
    : ({ to: "/create", search: { tab: "songs" } } as const)
}
