// Starts the app.
// First, because it sets the order of all layers: those of the features join it.
import "./styles/index.css"

import { QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "@tanstack/react-router"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"

import { connectionLost } from "./app/connection"
import { followWithFocus } from "./app/page"
import { createQueries } from "./app/queries"
import { createAppRouter } from "./app/router"
import { watchSession } from "./features/auth/session"
import { rememberPlace } from "./features/credits/checkout"
import { deleteOnLeave } from "./features/songs/deletion"

// A dialog stops the page from scrolling by a style, which the policy allows only with this nonce.
const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content
Object.assign(globalThis, { __webpack_nonce__: nonce })

const queries = createQueries()
const router = createAppRouter(queries)
watchSession(queries)
deleteOnLeave()
followWithFocus(router)
rememberPlace(router)

const place = document.getElementById("root")
if (!place) throw new Error("index.html has no #root")
const app = (
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>
)
const show = () => createRoot(place).render(app)
// What was drawn at the build stays until its page can follow: else it would vanish for a moment.
if (place.hasChildNodes()) void Promise.race([router.load(), connectionLost()]).finally(show)
else show()
