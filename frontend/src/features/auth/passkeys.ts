// Passkeys, as the browser makes and uses them (WebAuthn).

type Json = Record<string, unknown>

/** The person closed the browser's dialog, or waited too long: nothing is wrong. */
export class PasskeyNotGiven extends Error {
  constructor() {
    super("No passkey was given. Try again, or choose another way.")
    this.name = "PasskeyNotGiven"
  }
}

export type PasskeysHere = "yes" | "browser" | "address"

/** Whether passkeys work on this page; if not, what stands in the way. */
export function passkeysHere(host: string = location.hostname): PasskeysHere {
  // A passkey belongs to a name; the standard knows none for a bare address.
  if (isAddress(host)) return "address"
  const known = "PublicKeyCredential" in window
  return known && "parseCreationOptionsFromJSON" in PublicKeyCredential ? "yes" : "browser"
}

export async function askForPasskey(options: Json): Promise<Json> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    // The gateway writes it for this very function.
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  )
  return given(() => navigator.credentials.get({ publicKey }))
}

export async function makePasskey(options: Json): Promise<Json> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  )
  return given(() => navigator.credentials.create({ publicKey }))
}

async function given(ask: () => Promise<Credential | null>): Promise<Json> {
  try {
    const credential = await ask()
    if (credential instanceof PublicKeyCredential) return { ...credential.toJSON() }
  } catch (failure) {
    if (!(failure instanceof DOMException)) throw failure
    if (failure.name === "InvalidStateError") throw new PasskeyHeldAlready()
  }
  throw new PasskeyNotGiven()
}

/** This device has one of this account's passkeys. */
export class PasskeyHeldAlready extends Error {
  constructor() {
    super("This device has a passkey for your account already.")
    this.name = "PasskeyHeldAlready"
  }
}

function isAddress(host: string): boolean {
  return host.startsWith("[") || /^\d{1,3}(\.\d{1,3}){3}$/.test(host)
}
