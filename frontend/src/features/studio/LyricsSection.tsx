// One section of lyrics: its grip, its name, its own field, and one line of advice.
import { ArrowDown, ArrowUp, ChevronDown, GripVertical, Info, Trash2 } from "lucide-react"
import type { ClipboardEvent, KeyboardEvent } from "react"

import { Menu, type MenuAction } from "@/ui/Menu"
import { counted } from "@/ui/numbers"

import { hintFor, KINDS, linesOf, nameOfKind, type Section } from "./lyrics"

interface LyricsSectionProps {
  id: string
  section: Section
  name: string
  isFirst: boolean
  isLast: boolean
  problem?: string
  onText: (text: string) => void
  onKind: (kind: string) => void
  onMove: (by: number) => void
  onRemove: () => void
  /** Answers whether it took the text in. */
  onPaste: (text: string) => boolean
}

export function LyricsSection(props: LyricsSectionProps) {
  const { id, section, name, problem } = props
  const lines = linesOf(section.text).length
  const hint = hintFor(section)
  const described = [problem && "lyrics-error", hint && `${id}-hint`].filter(Boolean).join(" ")
  return (
    <div className="verse">
      <Grip {...props} />
      <div className="verse-head">
        <Menu
          align="start"
          trigger={
            <button type="button" className="verse-name" aria-label={`${name}, change its name`}>
              {name}
              <ChevronDown aria-hidden size={16} strokeWidth={2} />
            </button>
          }
          actions={KINDS.map((kind) => ({
            label: nameOfKind(kind),
            onChoose: () => props.onKind(kind),
          }))}
        />
        <span className="hint ml-auto tabular-nums">{counted(lines, "line")}</span>
      </div>
      <textarea
        id={id}
        dir="auto"
        rows={Math.max(2, section.text.split("\n").length)}
        aria-label={`${name}, lyrics`}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
        placeholder={
          props.isFirst && props.isLast ? "Write a verse, or paste whole lyrics" : undefined
        }
        value={section.text}
        onChange={(event) => props.onText(event.currentTarget.value)}
        onKeyDown={(event) => moveByKey(event, props)}
        onPaste={(event) => takePasted(event, props)}
      />
      {hint && (
        <p id={`${id}-hint`} className="note">
          <Info aria-hidden size={14} strokeWidth={2} />
          {hint}
        </p>
      )}
    </div>
  )
}

function Grip({ name, isFirst, isLast, onMove, onRemove, ...rest }: LyricsSectionProps) {
  const actions: (MenuAction | "line")[] = [
    { label: "Move up", icon: ArrowUp, disabled: isFirst, onChoose: () => onMove(-1) },
    { label: "Move down", icon: ArrowDown, disabled: isLast, onChoose: () => onMove(1) },
    "line",
    { label: "Remove", icon: Trash2, danger: true, onChoose: onRemove },
  ]
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="verse-grip"
          aria-label={`Move or remove ${name}`}
          title="Move or remove: Alt with the arrow keys moves it"
          onKeyDown={(event) =>
            moveByKey(event, { ...rest, name, isFirst, isLast, onMove, onRemove })
          }
        >
          <GripVertical aria-hidden size={16} strokeWidth={2} />
        </button>
      }
      actions={actions}
    />
  )
}

function moveByKey(event: KeyboardEvent, { isFirst, isLast, onMove }: LyricsSectionProps): void {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return
  event.preventDefault()
  const isUp = event.key === "ArrowUp"
  if (isUp ? !isFirst : !isLast) onMove(isUp ? -1 : 1)
}

function takePasted(event: ClipboardEvent<HTMLTextAreaElement>, props: LyricsSectionProps): void {
  if (props.onPaste(event.clipboardData.getData("text"))) event.preventDefault()
}
