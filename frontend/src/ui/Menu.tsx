// More things to do with something: a button that opens a list of actions.
import type { LucideIcon } from "lucide-react"
import { cloneElement, type ComponentProps, type ReactElement } from "react"

import { useLateMenu } from "./useLateMenu"

export interface MenuAction {
  label: string
  icon?: LucideIcon
  onChoose: () => void
  danger?: boolean
  disabled?: boolean
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<ComponentProps<"button">>
  actions: readonly (MenuAction | "line")[]
  align?: "start" | "end"
}

const fetchList = () => import("./MenuList").then((part) => part.MenuList)

export function Menu(props: MenuProps) {
  const { List, byKey, closed } = useLateMenu(fetchList)
  return List ? <List {...props} byKey={byKey} /> : cloneElement(props.trigger, closed)
}
