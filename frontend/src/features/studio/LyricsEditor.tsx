// Lyrics section by section: named, moved and removed by menu and keys.
import { Plus } from "lucide-react"
import { flushSync } from "react-dom"

import { changeDraft, useDraft } from "./draft"
import {
  hasMarkers,
  moved,
  nameOfKind,
  namesOf,
  newSection,
  parseLyrics,
  type Section,
} from "./lyrics"
import { LyricsSection } from "./LyricsSection"

const ADDABLE = ["verse", "chorus", "bridge", "outro"] as const

export function LyricsEditor({ problem }: { problem?: string }) {
  const { sections: kept } = useDraft()
  // There is always a place to write.
  const sections = kept.length > 0 ? kept : [FIRST]
  const names = namesOf(sections)
  const put = (next: Section[], focus?: string) => {
    // The field is there only once React has drawn it.
    flushSync(() => changeDraft({ sections: next }))
    if (focus) document.getElementById(fieldOf(focus))?.focus()
  }
  const add = (kind: string) => {
    const made = newSection(kind)
    put([...sections.filter((each) => each.text !== "" || each !== FIRST), made], made.id)
  }
  const edit = (place: number, edited: Partial<Section>) =>
    changeDraft({
      sections: sections.map((each, at) => (at === place ? { ...each, ...edited } : each)),
    })
  return (
    <div className="field-box">
      {sections.map((section, place) => (
        <LyricsSection
          key={section.id}
          id={fieldOf(section.id)}
          section={section}
          name={names[place] ?? ""}
          isFirst={place === 0}
          isLast={place === sections.length - 1}
          problem={problem}
          onText={(text) => edit(place, { text })}
          onKind={(kind) => edit(place, { kind })}
          onMove={(by) => put(moved(sections, place, by), section.id)}
          onRemove={() => put(without(sections, place), sections[place - 1]?.id)}
          onPaste={(text) => {
            if (!hasMarkers(text)) return false
            put(spread(sections, place, text))
            return true
          }}
        />
      ))}
      <div className="lyrics-add">
        {ADDABLE.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-label={`Add a section: ${kind}`}
            onClick={() => add(kind)}
          >
            <Plus aria-hidden size={16} />
            {nameOfKind(kind)}
          </button>
        ))}
      </div>
    </div>
  )
}

/** Stands there before anything is written; its first letter makes it real. */
const FIRST: Section = { id: "first", kind: "verse", text: "" }

function fieldOf(sectionId: string): string {
  return `lyrics-${sectionId}`
}

function without(sections: readonly Section[], place: number): Section[] {
  return sections.filter((_, at) => at !== place)
}

/** Whole lyrics pasted into one section become sections of their own in its place. */
function spread(sections: readonly Section[], place: number, text: string): Section[] {
  const pasted = parseLyrics(text)
  const here = sections[place]
  const stays = here && here.text.trim() !== "" ? [here] : []
  return [...sections.slice(0, place), ...stays, ...pasted, ...sections.slice(place + 1)]
}
