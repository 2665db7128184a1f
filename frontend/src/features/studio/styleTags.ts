// The style as single tags, and as the one line that the gateway takes.

export const SUGGESTIONS = [
  "72 BPM",
  "upright bass",
  "tape hiss",
  "D minor",
  "whispered",
  "nylon guitar",
  "soft brushes",
  "female vocals",
  "male vocals",
  "Rhodes",
  "120 BPM",
  "synth bass",
  "string quartet",
  "handclaps",
  "lo-fi",
  "soul",
  "folk",
  "techno",
  "brass",
  "choir",
] as const

/** Tags out of what was typed or pasted. */
export function tagsOf(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((tag) => tag.replace(/\s+/g, " ").trim())
    .filter(Boolean)
}

/** With these too; a tag that is there already is not added again. */
export function withTags(tags: readonly string[], more: readonly string[]): string[] {
  const joined = [...tags]
  for (const tag of more) if (!holds(joined, tag)) joined.push(tag)
  return joined
}

/** The line for the gateway; what is typed and not yet a tag counts as well. */
export function styleLine(tags: readonly string[], typed: string): string {
  return withTags(tags, tagsOf(typed)).join(", ")
}

export function suggestionsFor(tags: readonly string[], from: number, count = 5): string[] {
  const free = SUGGESTIONS.filter((tag) => !holds(tags, tag))
  return Array.from({ length: Math.min(count, free.length) }, (_, place) => {
    const tag = free[(from + place) % free.length]
    return tag ?? ""
  })
}

function holds(tags: readonly string[], tag: string): boolean {
  return tags.some((each) => each.toLowerCase() === tag.toLowerCase())
}
