// On or off, with its words and a hint beside it.
import * as RadixSwitch from "radix-ui/switch"
import { useId } from "react"

interface SwitchProps {
  label: string
  hint?: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

export function Switch({ label, hint, checked, disabled, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block font-[560]">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="hint mt-0.5">
            {hint}
          </p>
        )}
      </div>
      <RadixSwitch.Root
        id={id}
        className="switch"
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        <RadixSwitch.Thumb />
      </RadixSwitch.Root>
    </div>
  )
}
