// Fills the form with something else, and lets what stood there come back.
import { useToasts } from "@/ui/toasts"

import { changeDraft, type Draft, useDraft } from "./draft"
import { IDEAS } from "./ideas"
import { lyricsOf } from "./rules"

/** Put this into the form; what somebody wrote there can be had back for a while. */
export function replaceWithUndo(change: Partial<Draft>, words: string): void {
  const before = useDraft.getState()
  changeDraft(change)
  if (!losesWords(before, change)) return
  useToasts.getState().show({
    text: words,
    milliseconds: 10_000,
    action: { label: "Undo", run: () => changeDraft(before) },
  })
}

/** Whether words of a person's own would be gone. */
export function losesWords(before: Draft, change: Partial<Draft>): boolean {
  const after = { ...before, ...change }
  const written = before.description.trim()
  const isIdea = IDEAS.some((idea) => idea.description === written)
  if (written && !isIdea && after.description !== before.description) return true
  const lost = (was: string, is: string) => was.trim() !== "" && was !== is
  return (
    lost(lyricsOf(before), lyricsOf(after)) ||
    lost(before.describedLyrics, after.describedLyrics) ||
    lost(before.title, after.title)
  )
}
