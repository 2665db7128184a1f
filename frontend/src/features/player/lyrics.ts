// Takes lyrics apart into their sections: a line "[chorus]" begins one.

export interface LyricsSection {
  /** "Verse 1", "Chorus"; empty for lines before the first name. */
  name: string
  /** An empty line stands between stanzas. */
  lines: string[]
}

const NAMED = /^\s*\[([^\]]+)\]\s*(.*)$/

export function parseLyrics(text: string): LyricsSection[] {
  const sections: LyricsSection[] = [{ name: "", lines: [] }]
  for (const line of text.split(/\r?\n/)) {
    const [, name, rest] = NAMED.exec(line) ?? []
    if (name) sections.push({ name: capitalised(name.trim()), lines: rest ? [rest] : [] })
    else sections.at(-1)?.lines.push(line.trimEnd())
  }
  const full = sections
    .map((section) => ({ ...section, lines: trimmed(section.lines) }))
    .filter(({ name, lines }) => name || lines.length)
  return numberedVerses(full)
}

/** The language of a text whose script belongs to one; Latin letters say nothing. */
export function languageOf(text: string): string | undefined {
  const scripts: [RegExp, string][] = [
    [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
    [/\p{Script=Hangul}/u, "ko"],
    [/\p{Script=Han}/u, "zh"],
    [/\p{Script=Greek}/u, "el"],
    [/\p{Script=Hebrew}/u, "he"],
    [/\p{Script=Thai}/u, "th"],
  ]
  return scripts.find(([script]) => script.test(text))?.[1]
}

/** "verse", "verse" → "Verse 1", "Verse 2"; a chorus that comes again is the same one. */
function numberedVerses(sections: LyricsSection[]): LyricsSection[] {
  const total = sections.filter(({ name }) => name === "Verse").length
  let verse = 0
  return sections.map((section) =>
    section.name === "Verse" && total > 1 ? { ...section, name: `Verse ${++verse}` } : section,
  )
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== "")
  const last = lines.findLastIndex((line) => line.trim() !== "")
  return first < 0 ? [] : lines.slice(first, last + 1)
}
