// Accounts at other sites that one signs in with.
import { useQuery } from "@tanstack/react-query"

import { api, read } from "@/api/client"
import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { FieldError } from "@/ui/Field"
import { Skeleton } from "@/ui/Skeleton"
import { day } from "@/ui/time"

import { ProviderMark } from "../auth/marks"
import { providersQuery, startAt } from "../auth/providers"
import { Refusal } from "../auth/Refusal"
import { linkedQuery } from "./queries"
import { Section } from "./Section"
import { useSetting } from "./useSetting"

const HERE = "/settings#accounts"

export function LinkedAccounts() {
  const { data: providers = [] } = useQuery(providersQuery)
  const { data: linked, error } = useQuery(linkedQuery)
  const unlinking = useSetting((provider: string) =>
    read(api.DELETE("/api/auth/oauth/accounts/{provider}", { params: { path: { provider } } })),
  )
  const open = providers.filter(({ name }) => !linked?.some(({ provider }) => provider === name))
  return (
    <Section id="accounts" title="Connected accounts" intro="Sign in with them as well.">
      {error && <FieldError>{sentence(error)}</FieldError>}
      {!linked && !error && <Skeleton className="h-10" />}
      <ul className="settings-list -my-3">
        {linked?.map(({ provider, label, created_at }) => (
          <li key={provider}>
            <ProviderMark name={provider} />
            <div className="min-w-0 flex-1">
              <p className="font-[560]">{label}</p>
              <p className="hint">Connected {day(created_at)}</p>
            </div>
            <Button
              size="small"
              disabled={unlinking.isPending}
              onClick={() => unlinking.mutate(provider)}
            >
              Disconnect
            </Button>
          </li>
        ))}
        {linked &&
          open.map(({ name, label }) => (
            <li key={name}>
              <ProviderMark name={name} />
              <p className="min-w-0 flex-1 font-[560]">{label}</p>
              <Button size="small" asChild>
                <a href={startAt(name, HERE, true)}>Connect</a>
              </Button>
            </li>
          ))}
      </ul>
      <Refusal error={unlinking.error} />
    </Section>
  )
}
