// The speeds, as the menu of its button.
import { Check } from "lucide-react"
import * as DropdownMenu from "radix-ui/dropdown-menu"
import type { ReactElement } from "react"

import { useFirstItem } from "@/ui/firstItem"
import { useMenuPlace } from "@/ui/menuPlace"

import { SPEEDS, usePlayer } from "./store"

export function SpeedList({ trigger, byKey }: { trigger: ReactElement; byKey: boolean }) {
  const { onOpenChange, container } = useMenuPlace()
  const focusFirst = useFirstItem(byKey)
  return (
    <DropdownMenu.Root defaultOpen modal={false} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={container}>
        <DropdownMenu.Content
          className="menu player-menu"
          align="center"
          sideOffset={8}
          onFocus={focusFirst}
        >
          <SpeedChoices />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function SpeedChoices() {
  const { speed, setSpeed } = usePlayer()
  return (
    <DropdownMenu.RadioGroup
      aria-label="Speed"
      value={String(speed)}
      onValueChange={(chosen) => setSpeed(Number(chosen))}
    >
      {SPEEDS.map((each) => (
        <DropdownMenu.RadioItem key={each} value={String(each)} className="menu-item tabular-nums">
          <span className="flex-1">{each === 1 ? "1× as made" : `${each}×`}</span>
          <DropdownMenu.ItemIndicator>
            <Check aria-hidden size={16} className="text-accent-mark" />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}
