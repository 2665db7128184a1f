// The ways in: each ends with a person, or with a ticket for the second step.
import { api, read } from "@/api/client"
import { isProblem } from "@/api/problems"

import { askForPasskey } from "./passkeys"
import type { User } from "./session"

/** The password was right; whoever holds the ticket may now send a code. */
export interface Halfway {
  ticket: string
}
export type Outcome = { user: User } | Halfway

export interface Credentials {
  email: string
  password: string
}

export async function signIn(credentials: Credentials): Promise<Outcome> {
  try {
    return { user: await read(api.POST("/api/auth/sign-in", { body: credentials })) }
  } catch (refusal) {
    const ticket = ticketOf(refusal)
    if (ticket === null) throw refusal
    return { ticket }
  }
}

export function sendCode(sent: { ticket: string; code: string }): Promise<User> {
  return read(api.POST("/api/auth/sign-in/second-factor", { body: sent }))
}

export async function signInWithPasskey(): Promise<User> {
  const { ticket, options } = await read(api.POST("/api/auth/passkeys/sign-in/options"))
  const credential = await askForPasskey(options)
  return read(api.POST("/api/auth/passkeys/sign-in", { body: { ticket, credential } }))
}

export function signUp(body: Credentials & { name: string }): Promise<User> {
  return read(api.POST("/api/auth/sign-up", { body }))
}

/** Only the server can end a session; what this page knows goes with it. */
export async function signOut(): Promise<void> {
  await read(api.POST("/api/auth/sign-out"))
}

function ticketOf(refusal: unknown): string | null {
  if (!isProblem(refusal, "second_factor_required")) return null
  return typeof refusal.facts.ticket === "string" ? refusal.facts.ticket : null
}
