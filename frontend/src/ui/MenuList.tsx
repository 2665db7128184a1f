// The list of actions that a menu's button opens.
import * as DropdownMenu from "radix-ui/dropdown-menu"

import { classes } from "./classes"
import { useFirstItem } from "./firstItem"
import type { MenuAction, MenuProps } from "./Menu"
import { useMenuPlace } from "./menuPlace"

/** Open at once: it is drawn when its button was pressed for the first time. */
export function MenuList({
  trigger,
  actions,
  align = "end",
  byKey,
}: MenuProps & { byKey: boolean }) {
  const { onOpenChange, container } = useMenuPlace()
  const focusFirst = useFirstItem(byKey)
  return (
    <DropdownMenu.Root defaultOpen modal={false} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={container}>
        <DropdownMenu.Content
          className="menu"
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onFocus={focusFirst}
        >
          {actions.map((action, place) =>
            action === "line" ? (
              <DropdownMenu.Separator key={place} className="my-1.5 h-px bg-line" />
            ) : (
              <Item key={action.label} {...action} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Item({ label, icon: Icon, onChoose, danger, disabled }: MenuAction) {
  return (
    <DropdownMenu.Item
      className={classes("menu-item", danger && "menu-item-danger")}
      disabled={disabled}
      onSelect={onChoose}
    >
      {Icon && <Icon aria-hidden size={16} />}
      {label}
    </DropdownMenu.Item>
  )
}
