// What may stand behind the ? of an address; anything else is dropped, never a broken page.

export interface FeedSearch {
  category?: string
  q?: string
  section?: "newest" | "trending"
}

export interface StudioSearch extends LibrarySearch {
  mode?: "simple" | "custom"
  /** Fill the form from this song. */
  from?: string
  /** On narrow screens: which of the two tabs. */
  tab?: "songs"
}

export interface LibrarySearch {
  status?: "in_progress" | "ready" | "published" | "failed" | "cancelled" | "liked"
  q?: string
  sort?: "oldest" | "title"
  /** The song in the detail column or sheet. */
  song?: string
}

export interface GateSearch {
  return_to?: string
  problem?: string
}

type Unknown = Record<string, unknown>

export function feedSearch(found: Unknown): FeedSearch {
  return {
    category: words(found.category),
    q: words(found.q),
    section: among(found.section, ["newest", "trending"]),
  }
}

export function studioSearch(found: Unknown): StudioSearch {
  return {
    ...librarySearch(found),
    mode: among(found.mode, ["simple", "custom"]),
    from: words(found.from),
    tab: among(found.tab, ["songs"]),
  }
}

export function librarySearch(found: Unknown): LibrarySearch {
  return {
    status: among(found.status, [
      "in_progress",
      "ready",
      "published",
      "failed",
      "cancelled",
      "liked",
    ]),
    q: words(found.q),
    sort: among(found.sort, ["oldest", "title"]),
    song: words(found.song),
  }
}

export function gateSearch(found: Unknown): GateSearch {
  return { return_to: ownPath(found.return_to), problem: words(found.problem) }
}

/** An address inside of this app, or nothing: a link must not lead a person elsewhere. */
export function ownPath(path: unknown): string | undefined {
  if (typeof path !== "string" || !path.startsWith("/")) return undefined
  const there = new URL(path, location.origin)
  return there.origin === location.origin ? there.pathname + there.search + there.hash : undefined
}

function words(value: unknown): string | undefined {
  // The router reads "1984" as a number; it was typed as words.
  const text = typeof value === "number" ? String(value) : value
  return typeof text === "string" && text !== "" ? text.slice(0, 200) : undefined
}

function among<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === value)
}
