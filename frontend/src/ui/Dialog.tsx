// A question that must be answered first, and the sheet at the side; both give focus back.
import * as Radix from "radix-ui/dialog"
import { type ReactNode, useRef } from "react"

import { classes } from "./classes"

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** One sentence under the title. */
  description?: ReactNode
  children?: ReactNode
  className?: string
}

export function Dialog({ open, onClose, title, description, children, className }: DialogProps) {
  const focusReturn = useFocusReturn()
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className={classes("dialog", className)}
          {...focusReturn}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <Radix.Title className="dialog-title">{title}</Radix.Title>
          {description && (
            <Radix.Description className="mt-1.5 text-ink-2">{description}</Radix.Description>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export function Sheet({
  open,
  onClose,
  title,
  children,
  className,
}: Omit<DialogProps, "description">) {
  const focusReturn = useFocusReturn()
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className={classes("sheet", className)}
          aria-describedby={undefined}
          {...focusReturn}
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Gives focus back to what had it; Radix does so for a trigger only, and ours open by state. */
export function useFocusReturn() {
  const before = useRef<Element | null>(null)
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      if (before.current instanceof HTMLElement) before.current.focus()
    },
  }
}
