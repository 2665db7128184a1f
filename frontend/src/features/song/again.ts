// Asks for a song once more and tells where the new one is.
import { useNavigate } from "@tanstack/react-router"

import { useRegenerate } from "@/features/songs/mutations"
import { complainOfRefusal } from "@/features/songs/shortage"
import type { Song } from "@/features/songs/songs"
import { useToasts } from "@/ui/toasts"

export type SeedChoice = "same" | "new"

/** The gateway takes a number below zero as "any". */
const ANY_SEED = -1

/** `follow` goes to the new song at once; without it a message leads there. */
export function useOnceMore(song: Song, { follow }: { follow: boolean }) {
  const regenerate = useRegenerate()
  const navigate = useNavigate()
  const open = (songId: string) => navigate({ to: "/songs/$songId", params: { songId } })
  const start = (seed: SeedChoice, onDone?: () => void) => {
    const wish = seed === "same" ? { song } : { song, seed: ANY_SEED }
    regenerate.mutate(wish, {
      onSuccess: ({ songs: [made] }) => {
        if (!made) return
        if (follow) return void open(made.id)
        useToasts.getState().show({
          text: `“${song.title}” is being made again`,
          action: { label: "Open", run: () => void open(made.id) },
          milliseconds: 8_000,
        })
      },
      onError: complainOfRefusal,
      onSettled: onDone,
    })
  }
  return { start, isPending: regenerate.isPending }
}
