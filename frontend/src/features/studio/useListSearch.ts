// What is looked for in the list: it stands in the address, so that Back and a copied link keep it.
import { useNavigate, useSearch } from "@tanstack/react-router"
import { useRef, useState } from "react"

import type { LibrarySearch } from "@/app/searches"

import { useOpened } from "./useDetail"

const PAUSE_MS = 250

export interface ListSearch {
  status: LibrarySearch["status"]
  sort: LibrarySearch["sort"]
  /** What is typed, ahead of what is asked for. */
  typed: string
  q: string
  look: (change: Pick<LibrarySearch, "status" | "sort" | "q">) => void
  type: (words: string) => void
  clear: () => void
  choose: (songId: string) => void
  chosenId: string | undefined
}

export function useListSearch(): ListSearch {
  const { status, sort, q = "", song } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [typed, setTyped] = useState<string | null>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)

  const change = (part: LibrarySearch, replace = true) =>
    void navigate({ to: ".", search: (before) => ({ ...before, ...part }), replace })
  const type = (words: string) => {
    setTyped(words)
    clearTimeout(pause.current)
    pause.current = setTimeout(() => {
      change({ q: words.trim() || undefined })
      setTyped(null)
    }, PAUSE_MS)
  }
  return {
    status,
    sort,
    typed: typed ?? q,
    q,
    look: change,
    type,
    clear: () => change({ status: undefined, q: undefined }),
    choose: (songId) => {
      // Opening one is a step that Back takes back; going on to the next one is not.
      if (!song) useOpened.setState({ isStep: true })
      change({ song: songId }, song !== undefined)
    },
    chosenId: song,
  }
}
