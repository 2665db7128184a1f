// Takes what the address says about the form into the draft, once: the way of writing, a song to start from.
import { useQueryClient } from "@tanstack/react-query"
import { useNavigate, useSearch } from "@tanstack/react-router"
import { useEffect, useEffectEvent } from "react"

import { sentence } from "@/api/problems"
import { song as songQuery } from "@/features/songs/queries"
import { complain } from "@/ui/toasts"

import { changeDraft } from "./draft"
import { replaceWithUndo } from "./replacing"
import { fillFrom } from "./startFrom"

export function useAddressedDraft(): void {
  const { mode, from } = useSearch({ from: "/framed/create" })
  const queries = useQueryClient()
  const navigate = useNavigate()

  // Taken in, it leaves the address: a reload must not undo what was typed since.
  const settle = useEffectEvent(() =>
    navigate({
      to: "/create",
      search: (before) => ({ ...before, mode: undefined, from: undefined }),
      replace: true,
    }),
  )

  useEffect(() => {
    if (!mode) return
    changeDraft({ way: mode })
    void settle()
  }, [mode])

  useEffect(() => {
    if (!from) return
    let isCurrent = true
    const fill = async () => {
      try {
        const song = await queries.fetchQuery(songQuery(from))
        if (isCurrent) replaceWithUndo(fillFrom(song), `“${song.title}” is in the form`)
      } catch (failure) {
        if (isCurrent) complain("The song could not be taken as a start", sentence(failure))
      }
      if (isCurrent) void settle()
    }
    void fill()
    return () => {
      isCurrent = false
    }
  }, [from, queries])
}
