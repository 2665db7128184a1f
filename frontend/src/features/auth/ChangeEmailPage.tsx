// Going by a new e-mail address, by the link sent there.
import { useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"

import { usePageTitle } from "@/app/page"
import { Button } from "@/ui/Button"

import { LinkPage } from "./LinkPage"
import { changeEmail } from "./links"
import { meQuery, useMe } from "./session"

export function ChangeEmailPage() {
  usePageTitle("New e-mail")
  const me = useMe()
  const queries = useQueryClient()
  const act = async (token: string) => {
    await changeEmail(token)
    void queries.invalidateQueries({ queryKey: meQuery.queryKey, exact: true })
  }
  const onward = (
    <div>
      <Button look="primary" size="large" asChild>
        {me ? (
          <Link to="/settings" hash="e-mail">
            Go to your settings
          </Link>
        ) : (
          <Link to="/sign-in" search={{ return_to: "/settings#e-mail" }}>
            Sign in
          </Link>
        )}
      </Button>
    </div>
  )
  return (
    <LinkPage
      deed="change-email"
      act={act}
      waiting="Changing your e-mail"
      done={{
        title: "Your e-mail is changed",
        intro: "Sign in with the new address from now on. Other devices were signed out.",
        onward,
      }}
      over={{
        intro:
          "It was used, replaced by a newer one, or has expired. Ask for a new one in your settings.",
        onward,
      }}
    />
  )
}
