// The second step of signing in: a code of the authenticator, or one from paper.
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"

import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"
import { FieldError, TextField } from "@/ui/Field"

import { useWait } from "./countdown"
import { Refusal } from "./Refusal"
import { wrongWith } from "./refusals"
import type { User } from "./session"
import { sendCode } from "./signingIn"

interface SecondStepProps {
  ticket: string
  onUser: (user: User) => void
  /** The ticket is worth nothing any more, or the person wants to begin again. */
  onRestart: () => void
}

export function SecondStep({ ticket, onUser, onRestart }: SecondStepProps) {
  const [code, setCode] = useState("")
  const [onPaper, setOnPaper] = useState(false)
  const sending = useMutation({ mutationFn: sendCode, onSuccess: onUser })
  const wait = useWait(sending)
  const isOver = isWorthless(sending.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.mutate({ ticket, code })
  }
  const swap = () => {
    setOnPaper(!onPaper)
    setCode("")
    sending.reset()
  }
  return (
    <form className="gate-form" onSubmit={submit}>
      <CodeField
        onPaper={onPaper}
        value={code}
        onWrite={setCode}
        error={wrongWith(sending.error, "code")}
      />
      {isProblem(sending.error, "invalid_token") ? (
        <FieldError>This took too long: begin again.</FieldError>
      ) : (
        <Refusal error={sending.error} fields={["code"]} wait={wait} />
      )}
      <Button
        type="submit"
        look="primary"
        size="large"
        disabled={sending.isPending || wait > 0 || isOver || !code.trim()}
      >
        {sending.isPending ? "Checking…" : "Go on"}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="ghost" size="small" onClick={swap}>
          {onPaper ? "Use the authenticator" : "Use a recovery code"}
        </Button>
        <Button look="ghost" size="small" onClick={onRestart}>
          Begin again
        </Button>
      </div>
    </form>
  )
}

interface CodeFieldProps {
  onPaper: boolean
  value: string
  onWrite: (code: string) => void
  error?: string
}

export function CodeField({ onPaper, value, onWrite, error }: CodeFieldProps) {
  return (
    <TextField
      label={onPaper ? "Recovery code" : "Code from your authenticator"}
      hint={onPaper ? "Each of them works once." : "Six digits; they change every half minute."}
      autoComplete="one-time-code"
      inputMode={onPaper ? "text" : "numeric"}
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={64}
      required
      ref={focus}
      value={value}
      error={error}
      onChange={(event) => onWrite(event.currentTarget.value)}
    />
  )
}

/** Once, when it appears: whoever gave a password has only this left to give. */
function focus(input: HTMLInputElement | null): void {
  input?.focus()
}

/** After five wrong codes, or five minutes, the first step has to be done again. */
function isWorthless(error: unknown): boolean {
  if (isProblem(error, "invalid_token")) return true
  return isProblem(error, "wrong_code") && error.number("attempts_left") === 0
}
