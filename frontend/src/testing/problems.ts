// Refusals of the gateway, for tests that answer in its place.
import { HttpResponse } from "msw"

export function refusal(status: number, code: string, facts: object = {}, headers = {}) {
  return HttpResponse.json(
    { type: "about:blank", title: code, status, code, detail: `${code}.`, ...facts },
    { status, headers: { "Content-Type": "application/problem+json", ...headers } },
  )
}
