// What the links of mails open, and asking for such mails.
import { api, read } from "@/api/client"

export async function askForReset(email: string): Promise<void> {
  await read(api.POST("/api/auth/password-reset/request", { body: { email } }))
}

export async function resetPassword(body: { token: string; password: string }): Promise<void> {
  await read(api.POST("/api/auth/password-reset", { body }))
}

export async function askToVerify(): Promise<void> {
  await read(api.POST("/api/auth/verify-email/request"))
}

export async function verifyEmail(token: string): Promise<void> {
  await read(api.POST("/api/auth/verify-email", { body: { token } }))
}

export async function changeEmail(token: string): Promise<void> {
  await read(api.POST("/api/auth/email-change", { body: { token } }))
}
