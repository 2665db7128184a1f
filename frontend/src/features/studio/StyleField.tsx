// The style as chips: type and press Enter or comma, paste a list, or take a suggestion.
import { Plus, X } from "lucide-react"
import { type ClipboardEvent, type KeyboardEvent, useId, useRef } from "react"

import { Chip } from "@/ui/Chip"
import { FieldError } from "@/ui/Field"
import { classes } from "@/ui/classes"

import { Count } from "./Count"
import { changeDraft, useDraft } from "./draft"
import { LIMITS } from "./rules"
import { styleLine, suggestionsFor, tagsOf, withTags } from "./styleTags"
import { useProblems } from "./useProblems"

export function StyleField() {
  const { tags, typedTag } = useDraft()
  const problem = useProblems().prompt
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const remove = (tag: string) => {
    changeDraft({ tags: tags.filter((each) => each !== tag) })
    input.current?.focus()
  }
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={id}>Style</label>
        <span className="label-aside">
          <Count text={styleLine(tags, typedTag)} most={LIMITS.prompt} />
        </span>
      </div>
      <div className={classes("field-box chip-box", problem && "border-danger")}>
        {tags.map((tag) => (
          <Chip key={tag} aria-label={`Remove ${tag}`} onClick={() => remove(tag)}>
            <span dir="auto">{tag}</span>
            <X aria-hidden size={14} strokeWidth={2} />
          </Chip>
        ))}
        <TagInput id={id} input={input} isWrong={Boolean(problem)} />
      </div>
      {problem && <FieldError id={`${id}-error`}>{problem}</FieldError>}
      <Suggestions />
    </div>
  )
}

interface TagInputProps {
  id: string
  input: React.RefObject<HTMLInputElement | null>
  isWrong: boolean
}

function TagInput({ id, input, isWrong }: TagInputProps) {
  const { tags, typedTag } = useDraft()
  const add = (text: string) => changeDraft({ tags: withTags(tags, tagsOf(text)), typedTag: "" })
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const isChord = event.ctrlKey || event.metaKey || event.nativeEvent.isComposing
    if (event.key === "Enter" && !isChord) {
      event.preventDefault()
      add(typedTag)
    }
    if (event.key === "Backspace" && typedTag === "") changeDraft({ tags: tags.slice(0, -1) })
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData("text")
    if (!/[,;\n]/.test(text)) return
    event.preventDefault()
    add(`${typedTag}${text}`)
  }
  return (
    <input
      id={id}
      ref={input}
      dir="auto"
      autoComplete="off"
      placeholder={tags.length > 0 ? "Add a style" : "soul, Rhodes, brushed drums"}
      value={typedTag}
      aria-invalid={isWrong || undefined}
      aria-describedby={isWrong ? `${id}-error` : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value
        if (/[,;]/.test(typed)) add(typed)
        else changeDraft({ typedTag: typed })
      }}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onBlur={() => typedTag.trim() && add(typedTag)}
    />
  )
}

function Suggestions() {
  const { tags } = useDraft()
  return (
    <div className="flex flex-wrap gap-1.5" role="group" aria-label="Suggested styles">
      {suggestionsFor(tags, 0).map((tag) => (
        <Chip
          key={tag}
          aria-label={`Add ${tag}`}
          onClick={() => changeDraft({ tags: withTags(tags, [tag]) })}
        >
          <Plus aria-hidden size={14} strokeWidth={2} className="-mr-0.5 -ml-1" />
          {tag}
        </Chip>
      ))}
    </div>
  )
}
