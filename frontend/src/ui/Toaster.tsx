// Shows the toasts, and lets each go when its time is over; hovering or focus keeps it.
import { CircleAlert, X } from "lucide-react"
import { useEffect, useState } from "react"

import { Button } from "./Button"
import { IconButton } from "./IconButton"
import { type Toast, useToasts } from "./toasts"

export function Toaster() {
  const toasts = useToasts((state) => state.toasts)
  return (
    <div className="toasts" role="region" aria-label="Messages">
      {toasts.map((toast) => (
        <Shown key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function Shown({ toast }: { toast: Toast }) {
  const dismiss = useToasts((state) => state.dismiss)
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(toast.id), toast.milliseconds)
    return () => clearTimeout(timer)
  }, [held, toast, dismiss])
  const hold = {
    onMouseEnter: () => setHeld(true),
    onMouseLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  }
  return (
    <div className="toast" role={toast.kind === "failed" ? "alert" : "status"} {...hold}>
      {toast.kind === "failed" && (
        <CircleAlert aria-hidden size={18} className="flex-none text-danger" />
      )}
      {toast.action && !held && <Countdown milliseconds={toast.milliseconds} />}
      <div className="min-w-0 flex-1">
        <p>{toast.text}</p>
        {toast.more && <p className="hint">{toast.more}</p>}
      </div>
      {toast.action ? (
        <Button look="ghost" className="text-accent-ink" onClick={() => dismiss(toast.id, true)}>
          {toast.action.label}
        </Button>
      ) : (
        <IconButton icon={X} label="Dismiss" size="small" onClick={() => dismiss(toast.id)} />
      )}
    </div>
  )
}

function Countdown({ milliseconds }: { milliseconds: number }) {
  return (
    <svg
      className="countdown"
      viewBox="0 0 20 20"
      aria-hidden
      style={{ "--life": `${milliseconds}ms` } as React.CSSProperties}
    >
      <circle cx="10" cy="10" r="8" />
      <circle cx="10" cy="10" r="8" />
    </svg>
  )
}
