// Every address of the app, and what is shown there. Pages load when they are first visited, but
// for Home: most people arrive there, and would wait for it once more.
import type { QueryClient } from "@tanstack/react-query"
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  type RouterHistory,
} from "@tanstack/react-router"

import { meQuery } from "@/features/auth/session"
import { HomePage } from "@/features/feed/HomePage"
import { lazyPage } from "./lazyPage"
import { Overlays } from "./Overlays"
import { Broken, Missing } from "./shell/Broken"
import { Shell } from "./shell/Shell"
import { feedSearch, gateSearch, librarySearch, studioSearch } from "./searches"

interface Context {
  queries: QueryClient
}

const root = createRootRouteWithContext<Context>()({
  component: () => (
    <>
      <Outlet />
      <Overlays />
    </>
  ),
})

const framed = createRoute({ getParentRoute: () => root, id: "framed", component: Shell })
const gate = createRoute({ getParentRoute: () => root, id: "gate", component: Outlet })

/** Only for people who are signed in; others come back here once they are. */
async function requireSignIn({
  context,
  location,
}: {
  context: Context
  location: { href: string }
}): Promise<void> {
  const me = await context.queries.ensureQueryData(meQuery)
  if (!me) throw redirect({ to: "/sign-in", search: { return_to: location.href } })
}

const page = <Path extends string>(path: Path) => ({ getParentRoute: () => framed, path }) as const
const entry = <Path extends string>(path: Path) =>
  ({ getParentRoute: () => gate, path, validateSearch: gateSearch }) as const

const home = createRoute({
  ...page("/"),
  validateSearch: feedSearch,
  component: HomePage,
})
// Open to everybody: what is typed before signing in is kept, and price and form are no secret.
const create = createRoute({
  ...page("/create"),
  validateSearch: studioSearch,
  component: lazyPage(() => import("@/features/studio/StudioPage"), "StudioPage"),
})
const library = createRoute({
  ...page("/library"),
  validateSearch: librarySearch,
  beforeLoad: requireSignIn,
  component: lazyPage(() => import("@/features/studio/LibraryPage"), "LibraryPage"),
})
const jobs = createRoute({
  ...page("/jobs"),
  beforeLoad: requireSignIn,
  component: lazyPage(() => import("@/features/studio/QueuePage"), "QueuePage"),
})
const song = createRoute({
  ...page("/songs/$songId"),
  component: lazyPage(() => import("@/features/song/SongPage"), "SongPage"),
})
const shared = createRoute({
  ...page("/s/$songId"),
  component: lazyPage(() => import("@/features/song/SharedPage"), "SharedPage"),
})
const profile = createRoute({
  ...page("/users/$userId"),
  component: lazyPage(() => import("@/features/feed/ProfilePage"), "ProfilePage"),
})
const credits = createRoute({
  ...page("/credits"),
  beforeLoad: requireSignIn,
  component: lazyPage(() => import("@/features/credits/CreditsPage"), "CreditsPage"),
})
const paid = createRoute({
  ...page("/billing"),
  beforeLoad: requireSignIn,
  component: lazyPage(() => import("@/features/credits/PaidPage"), "PaidPage"),
})
const settings = createRoute({
  ...page("/settings"),
  beforeLoad: requireSignIn,
  component: lazyPage(() => import("@/features/settings/SettingsPage"), "SettingsPage"),
})
const me = createRoute({
  ...page("/me"),
  beforeLoad: requireSignIn,
  component: lazyPage(() => import("@/features/settings/MePage"), "MePage"),
})
const missing = createRoute({ ...page("$"), component: Missing })
const signIn = createRoute({
  ...entry("/sign-in"),
  component: lazyPage(() => import("@/features/auth/SignInPage"), "SignInPage"),
})
const signUp = createRoute({
  ...entry("/sign-up"),
  component: lazyPage(() => import("@/features/auth/SignUpPage"), "SignUpPage"),
})
const forgotten = createRoute({
  ...entry("/forgot-password"),
  component: lazyPage(() => import("@/features/auth/ForgottenPage"), "ForgottenPage"),
})
const reset = createRoute({
  ...entry("/reset-password"),
  component: lazyPage(() => import("@/features/auth/ResetPage"), "ResetPage"),
})
const verify = createRoute({
  ...entry("/verify-email"),
  component: lazyPage(() => import("@/features/auth/VerifyPage"), "VerifyPage"),
})
const changeEmail = createRoute({
  ...entry("/change-email"),
  component: lazyPage(() => import("@/features/auth/ChangeEmailPage"), "ChangeEmailPage"),
})

const routes = root.addChildren([
  framed.addChildren([
    home,
    create,
    library,
    jobs,
    song,
    shared,
    profile,
    credits,
    paid,
    settings,
    me,
    missing,
  ]),
  gate.addChildren([signIn, signUp, forgotten, reset, verify, changeEmail]),
])

/** The browser's history, unless there is no browser. */
export function createAppRouter(queries: QueryClient, history?: RouterHistory) {
  return createRouter({
    history,
    routeTree: routes,
    context: { queries },
    defaultPreload: "intent",
    scrollRestoration: true,
    // On wide screens the page scrolls within the frame, and a new page begins at its top.
    scrollToTopSelectors: ["main"],
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: Missing,
  })
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
