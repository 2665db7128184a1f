// Puts words on the clipboard, and shows them where the browser forbids it.
import { complain, say } from "./toasts"

/** Whether it worked: a page that came by plain http has no clipboard. */
export async function copyText(text: string, said?: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // A person can still copy it by hand.
    complain("The browser did not let us copy it", text)
    return false
  }
  if (said) say(said)
  return true
}
