// What a provider's sign-in that failed leads back with, as `?problem=`, in plain words.

const WORDS: Record<string, string> = {
  consent_refused: "You did not allow it there, so you are not signed in.",
  email_has_account:
    "There is an account with this e-mail. Sign in as you did before, then link the other account in your settings.",
  provider_account_in_use: "That account belongs to another account here: sign in with it instead.",
  provider_linked_already:
    "Another account of that site is linked to yours: unlink that one first.",
  provider_misbehaved: "That site gave an answer that cannot be trusted. Start again.",
  provider_unavailable: "That site does not answer at the moment. Try again, or another way.",
  rate_limited: "Too many attempts. Wait a minute, then try again.",
  reauthentication_required: "Prove once more that it is you, then link it again.",
  foreign_origin: "That was not begun on this page. Begin here.",
  sign_in_expired: "This sign-in is over, or was begun in another browser: start again.",
  verified_email_required:
    "That site tells no e-mail address of yours that it has verified. Verify one there, or use e-mail and password.",
}

export function explain(problem: string): string {
  return WORDS[problem] ?? "That did not work. Try again, or choose another way."
}
