// Sending what is written: once, with what is wrong kept beside the fields that it belongs to.
import type { QueryClient } from "@tanstack/react-query"
import { create } from "zustand"

import { api, read } from "@/api/client"
import { isProblem, type Problem, sentence } from "@/api/problems"
import { meQuery } from "@/features/auth/session"
import { addSongs } from "@/features/songs/cache"
import { explainRefusal } from "@/features/songs/shortage"
import type { Song } from "@/features/songs/songs"

import { changeDraft, useDraft } from "./draft"
import { keyFor, settled } from "./onceOnly"
import { type FieldName, type Problems, problemsOf, requestOf, type SongRequest } from "./rules"

interface Submission {
  isPending: boolean
  /** Create was pressed: what is blank is now wrong. */
  wasTried: boolean
  /** What the gateway said about single fields. */
  refused: Problems
  /** What it said about the whole, or that it was not reached. */
  failure: string | null
}

const IDLE: Submission = { isPending: false, wasTried: false, refused: {}, failure: null }

export const useSubmission = create<Submission>()(() => IDLE)

// What was wrong with the words of before says nothing about these.
useDraft.subscribe(() => {
  const { refused, failure } = useSubmission.getState()
  if (failure !== null || Object.keys(refused).length > 0)
    useSubmission.setState({ refused: {}, failure: null })
})

/** Ask for the songs that are written down; null when there are none to come. */
export async function submit(queries: QueryClient): Promise<Song[] | null> {
  if (useSubmission.getState().isPending) return null
  const draft = useDraft.getState()
  if (Object.keys(problemsOf(draft)).length > 0) {
    useSubmission.setState({ wasTried: true })
    return null
  }
  useSubmission.setState({ ...IDLE, isPending: true })
  try {
    const songs = await ask(requestOf(draft))
    addSongs(queries, songs)
    void queries.invalidateQueries({ queryKey: meQuery.queryKey })
    useSubmission.setState(IDLE)
    return songs
  } catch (failure) {
    useSubmission.setState({ ...IDLE, ...refusal(queries, failure, draft.takes) })
    return null
  }
}

const PATIENCE = 5

async function ask(request: SongRequest): Promise<Song[]> {
  const key = keyFor(request)
  for (let tried = 1; ; tried += 1)
    try {
      const { songs } = await read(
        api.POST("/api/songs", { params: { header: { "Idempotency-Key": key } }, body: request }),
      )
      settled(key)
      return songs
    } catch (failure) {
      // The first try is still being answered: its answer is ours.
      if (!isProblem(failure, "request_in_flight") || tried >= PATIENCE) throw failure
      await new Promise((resolve) => setTimeout(resolve, (failure.retryAfter ?? 1) * 1000))
    }
}

function refusal(queries: QueryClient, failure: unknown, takes: number): Partial<Submission> {
  const askFor = (fewer: number) => {
    changeDraft({ takes: fewer })
    void submit(queries)
  }
  if (explainRefusal(failure, { takes, askFor })) return {}
  // The dialog that asks for the password again says it already.
  if (isProblem(failure, "not_signed_in")) return {}
  if (isProblem(failure) && failure.status === 422) return refusedFields(failure)
  return { failure: sentence(failure) }
}

const FIELDS: readonly FieldName[] = [
  "full_described_song",
  "described_lyrics",
  "lyrics",
  "prompt",
  "title",
  "audio_duration",
  "takes",
  "seed",
  "infer_step",
  "guidance_scale",
]

export function refusedFields(problem: Problem): Partial<Submission> {
  const refused: Problems = {}
  for (const field of FIELDS) {
    const message = problem.of(field)
    if (message) refused[field] = message.charAt(0).toUpperCase() + message.slice(1)
  }
  const isNamed = Object.keys(refused).length > 0
  return isNamed ? { wasTried: true, refused } : { failure: sentence(problem) }
}
