// What lies over every page: the sound, messages, and the dialogs that any page may need.
import { Speaker } from "@/features/player/Speaker"
import { useSignInAgain } from "@/features/auth/session"
import { LiveSongs } from "@/features/songs/LiveSongs"
import { Shortcuts } from "@/features/shortcuts/Shortcuts"
import { late } from "@/ui/late"
import { Toaster } from "@/ui/Toaster"

const SignInAgainDialog = late(() =>
  import("@/features/auth/SignInAgainDialog").then((part) => part.SignInAgainDialog),
)

export function Overlays() {
  const isSignInAsked = useSignInAgain(({ email }) => email !== null)
  return (
    <>
      <Speaker />
      <LiveSongs />
      <Shortcuts />
      {isSignInAsked && <SignInAgainDialog />}
      <Toaster />
    </>
  )
}
