// A labelled place to write, with its hint, its count and what is wrong with it tied to it.
import { CircleAlert } from "lucide-react"
import { type ComponentProps, type ReactNode, useId } from "react"

import { classes } from "./classes"

interface FieldFrame {
  label: string
  hint?: ReactNode
  error?: string
  /** At the right of the label: a count or a button. */
  aside?: ReactNode
}

export type TextFieldProps = FieldFrame & ComponentProps<"input">
export type TextAreaProps = FieldFrame & ComponentProps<"textarea">

export function TextField({ label, hint, error, aside, className, ...rest }: TextFieldProps) {
  const field = useField({ hint, error, id: rest.id })
  return (
    <Framed {...{ label, hint, error, aside }} id={field.id}>
      <input className={classes("input", className)} {...rest} {...field} />
    </Framed>
  )
}

export function TextArea({ label, hint, error, aside, className, ...rest }: TextAreaProps) {
  const field = useField({ hint, error, id: rest.id })
  return (
    <Framed {...{ label, hint, error, aside }} id={field.id}>
      <textarea className={classes("input", className)} {...rest} {...field} />
    </Framed>
  )
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="field-error">
      <CircleAlert aria-hidden />
      <span>{children}</span>
    </p>
  )
}

function useField({ hint, error, id }: { hint?: ReactNode; error?: string; id?: string }) {
  const made = useId()
  const used = id ?? made
  const described = [error && `${used}-error`, hint && `${used}-hint`].filter(Boolean).join(" ")
  return {
    id: used,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": described || undefined,
  }
}

function Framed({
  label,
  hint,
  error,
  aside,
  id,
  children,
}: FieldFrame & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={id}>{label}</label>
        {aside && <span className="label-aside">{aside}</span>}
      </div>
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <div id={`${id}-hint`} className="hint">
          {hint}
        </div>
      )}
    </div>
  )
}
