// Where one is signed in.
import { useInfiniteQuery } from "@tanstack/react-query"

import { api, read } from "@/api/client"
import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { FieldError } from "@/ui/Field"
import { Skeleton } from "@/ui/Skeleton"
import { day } from "@/ui/time"

import { Refusal } from "../auth/Refusal"
import { deviceName } from "./device"
import { type Session, sessionsQuery } from "./queries"
import { Section } from "./Section"
import { sinceThen } from "./since"
import { useSetting } from "./useSetting"

export function Sessions() {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(sessionsQuery)
  const sessions = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section
      id="sessions"
      title="Sessions"
      intro="Where you are signed in. One that is not yours? End it, then change the password."
    >
      {error && <FieldError>{sentence(error)}</FieldError>}
      {!data && !error && <Skeleton className="h-24" />}
      <ul className="settings-list -my-3">
        {sessions.map((session) => (
          <One key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <div className="flex flex-wrap gap-2">
          {hasNextPage && (
            <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {isFetchingNextPage ? "Loading…" : "Show more"}
            </Button>
          )}
          <EndOthers />
        </div>
      )}
    </Section>
  )
}

function One({ session }: { session: Session }) {
  const ending = useSetting(() => end(session.id))
  return (
    <li>
      <div className="min-w-0 flex-1">
        <p className="truncate font-[560]">
          {deviceName(session.user_agent)}
          {session.current && <span className="font-[400] text-good"> · this device</span>}
        </p>
        <p className="hint">
          {session.address} · since {day(session.created_at)} ·{" "}
          {session.current ? "now" : `last seen ${sinceThen(session.last_seen_at)}`}
        </p>
      </div>
      {!session.current && (
        <Button size="small" disabled={ending.isPending} onClick={() => ending.mutate()}>
          {ending.isPending ? "Ending…" : "End"}
        </Button>
      )}
      <Refusal error={ending.error} />
    </li>
  )
}

function EndOthers() {
  const ending = useSetting(endOthers, { said: "You are signed out everywhere else" })
  return (
    <>
      <Button look="danger" disabled={ending.isPending} onClick={() => ending.mutate()}>
        {ending.isPending ? "Ending…" : "End all others"}
      </Button>
      <Refusal error={ending.error} />
    </>
  )
}

async function end(sessionId: string): Promise<void> {
  await read(
    api.DELETE("/api/auth/sessions/{session_id}", { params: { path: { session_id: sessionId } } }),
  )
}

/** All of them, also those that the list has not shown yet. */
export async function endOthers(): Promise<void> {
  for (;;) {
    const { items } = await read(
      api.GET("/api/auth/sessions", { params: { query: { limit: 100 } } }),
    )
    const others = items.filter((session) => !session.current)
    if (others.length === 0) return
    for (const { id } of others) await end(id)
  }
}
