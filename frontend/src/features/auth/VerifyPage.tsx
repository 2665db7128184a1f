// Confirming an e-mail address by the link of a mail, signed in or not.
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"

import { usePageTitle } from "@/app/page"
import { Button } from "@/ui/Button"

import { useWait } from "./countdown"
import { LinkPage } from "./LinkPage"
import { askToVerify, verifyEmail } from "./links"
import { Refusal } from "./Refusal"
import { meQuery, useMe } from "./session"

export function VerifyPage() {
  usePageTitle("Confirm your e-mail")
  const me = useMe()
  const queries = useQueryClient()
  const act = async (token: string) => {
    await verifyEmail(token)
    void queries.invalidateQueries({ queryKey: meQuery.queryKey, exact: true })
  }
  const intro = "It was used, replaced by a newer one, or has expired."
  return (
    <LinkPage
      deed="verify"
      act={act}
      waiting="Confirming your e-mail"
      done={{
        title: "Your e-mail is confirmed",
        intro: "Nothing else is needed.",
        onward: <Onward isSignedIn={Boolean(me)} />,
      }}
      over={{
        intro: me?.email_verified
          ? "Your e-mail is confirmed already; nothing is needed."
          : me
            ? `${intro} Have a new one sent to ${me.email}.`
            : `${intro} Sign in and ask for a new one in your settings.`,
        onward: me && !me.email_verified ? <SendAgain /> : <Onward isSignedIn={Boolean(me)} />,
      }}
    />
  )
}

function Onward({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <div>
      <Button look="primary" size="large" asChild>
        {isSignedIn ? (
          <Link to="/create">Make a song</Link>
        ) : (
          <Link to="/sign-in" search={{ return_to: "/settings#e-mail" }}>
            Sign in
          </Link>
        )}
      </Button>
    </div>
  )
}

function SendAgain() {
  const asking = useMutation({ mutationFn: askToVerify })
  const wait = useWait(asking)
  if (asking.isSuccess) return <p role="status">A new mail is on its way.</p>
  return (
    <div className="grid justify-items-start gap-3">
      <Button
        look="primary"
        disabled={asking.isPending || wait > 0}
        onClick={() => asking.mutate()}
      >
        {asking.isPending ? "Sending…" : "Send a new one"}
      </Button>
      <Refusal error={asking.error} wait={wait} />
    </div>
  )
}
