// The one way to the gateway: typed by its OpenAPI document, failing with a Problem.
import createClient from "openapi-fetch"

import { useConnection } from "@/app/connection"

import { Problem, problemOf, unreachable } from "./problems"
import type { paths } from "./schema"

export const api = createClient<paths>({
  baseUrl: location.origin,
  // A list in a query is repeated: status=queued&status=running.
  querySerializer: { array: { style: "form", explode: true } },
  fetch: reach,
})

/** Ask, and say to the whole app whether the gateway could be reached. */
async function reach(request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    useConnection.getState().reached()
    return response
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") throw failure
    useConnection.getState().lost()
    throw unreachable()
  }
}

interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** What was answered, or the Problem that was answered instead. */
export async function read<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await asked
  if (!response.ok) {
    const problem = problemOf(error, response)
    for (const tell of listeners) tell(problem)
    throw problem
  }
  return data as Data
}

type Listener = (problem: Problem) => void
const listeners = new Set<Listener>()

/** Be told of every refusal: the session's end must be noticed wherever it shows. */
export function onProblem(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
