// Custom: the lyrics or what they are about, the style, the title.
import { TextField } from "@/ui/Field"

import { changeDraft, useDraft } from "./draft"
import { lengthOf, LIMITS } from "./rules"
import { LyricsField } from "./LyricsField"
import { Advanced, DurationField, InstrumentalField, SeedField, TakesField } from "./Settings"
import { StyleField } from "./StyleField"
import { useProblems } from "./useProblems"

export function CustomFields() {
  const { title } = useDraft()
  const problems = useProblems()
  const length = lengthOf(title.trim())
  return (
    <>
      <LyricsField />
      <StyleField />
      <TextField
        label="Title"
        dir="auto"
        autoComplete="off"
        placeholder="Written for you when left blank"
        aside={length > LIMITS.title - 20 ? `${length} / ${LIMITS.title}` : "Optional"}
        value={title}
        error={problems.title}
        onChange={(event) => changeDraft({ title: event.currentTarget.value })}
      />
      <InstrumentalField />
      <DurationField />
      <SeedField />
      <TakesField />
      <Advanced />
    </>
  )
}
