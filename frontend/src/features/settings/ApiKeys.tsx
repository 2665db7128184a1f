// Keys for programs: list, make, revoke.
import { useInfiniteQuery } from "@tanstack/react-query"
import { useState } from "react"

import { api, read } from "@/api/client"
import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { FieldError } from "@/ui/Field"
import { Skeleton } from "@/ui/Skeleton"
import { day } from "@/ui/time"

import { Refusal } from "../auth/Refusal"
import { NewKeyDialog } from "./NewKeyDialog"
import { type ApiKey, apiKeysQuery } from "./queries"
import { Section } from "./Section"
import { sinceThen } from "./since"
import { useSetting } from "./useSetting"

export function ApiKeys() {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(apiKeysQuery)
  const [isMaking, setMaking] = useState(false)
  const keys = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section
      id="api-keys"
      title="API keys"
      intro={
        <>
          For programs of yours; how to use them is in the{" "}
          <a className="link" href="/docs">
            API's documentation
          </a>
          .
        </>
      }
    >
      {error && <FieldError>{sentence(error)}</FieldError>}
      {!data && !error && <Skeleton className="h-10" />}
      {keys.length > 0 && (
        <ul className="settings-list -my-3">
          {keys.map((key) => (
            <One key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setMaking(true)}>New key</Button>
        {hasNextPage && <Button onClick={() => void fetchNextPage()}>Show more</Button>}
      </div>
      {isMaking && <NewKeyDialog onClose={() => setMaking(false)} />}
    </Section>
  )
}

function One({ apiKey: key }: { apiKey: ApiKey }) {
  const revoking = useSetting(
    () => read(api.DELETE("/api/api-keys/{key_id}", { params: { path: { key_id: key.id } } })),
    { said: `The key “${key.name}” works no more` },
  )
  const used = key.last_used_at ? `used ${sinceThen(key.last_used_at)}` : "never used"
  const ends = key.expires_at ? `until ${day(key.expires_at)}` : "no end"
  return (
    <li>
      <div className="min-w-0 flex-1">
        <p className="truncate font-[560]">{key.name}</p>
        <p className="hint break-words">
          <span className="font-mono">{key.prefix}…</span> · {key.scopes.join(", ")} · {ends} ·{" "}
          {used}
        </p>
      </div>
      <Button
        size="small"
        look="danger"
        disabled={revoking.isPending}
        onClick={() => revoking.mutate()}
      >
        {revoking.isPending ? "Revoking…" : "Revoke"}
      </Button>
      <Refusal error={revoking.error} />
    </li>
  )
}
