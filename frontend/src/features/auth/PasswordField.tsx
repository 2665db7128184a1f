// A password: hidden, shown on request, and open to pasting and to password managers.
import { Eye, EyeOff } from "lucide-react"
import { type ComponentProps, type ReactNode, useId, useState } from "react"

import { classes } from "@/ui/classes"
import { FieldError } from "@/ui/Field"
import { IconButton } from "@/ui/IconButton"

import "./gate.css"

interface PasswordFieldProps extends Omit<ComponentProps<"input">, "type" | "id"> {
  label: string
  autoComplete: "current-password" | "new-password"
  error?: string
  hint?: ReactNode
  aside?: ReactNode
}

export function PasswordField({ label, error, hint, aside, ...rest }: PasswordFieldProps) {
  const id = useId()
  const [shown, setShown] = useState(false)
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ")
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={id}>{label}</label>
        {aside && <span className="label-aside">{aside}</span>}
      </div>
      <div className={classes("field-box password", error && "password-wrong")}>
        <input
          id={id}
          type={shown ? "text" : "password"}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          spellCheck={false}
          autoCapitalize="none"
          {...rest}
        />
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? "Hide the password" : "Show the password"}
          size="small"
          onClick={() => setShown(!shown)}
        />
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <div id={`${id}-hint`} className="hint">
          {hint}
        </div>
      )}
    </div>
  )
}
