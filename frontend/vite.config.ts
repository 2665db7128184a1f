// How the app is built and its units are tested.
import { fileURLToPath } from "node:url"

import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"

import { fileOf } from "./chunks.ts"
import { prerendered } from "./prerender.ts"

// `npm run dev` beside a running stack: the gateway answers all but the app's own files.
const gateway = process.env.GATEWAY_URL ?? "http://localhost:8000"
const forwarded = ["/api", "/webhooks", "/docs", "/openapi.json", "/livez", "/readyz"]

// What a visit of these asks for at once; the queries of their features say the same.
const EARLY = {
  "/": {
    asked: [
      "/api/auth/session",
      "/api/feed?section=trending&limit=9",
      "/api/feed?section=newest&limit=12",
    ],
  },
  "/create": { chunk: "studio", asked: ["/api/auth/session"] },
}

export default defineConfig({
  plugins: [react(), tailwindcss(), prerendered(EARLY)],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // Browsers that know light-dark(): an older target would have it rewritten.
  build: {
    target: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: fileOf, debugName: "by-visit" }] } } },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      forwarded.map((path) => [
        path,
        { target: gateway, changeOrigin: true, headers: { origin: gateway } },
      ]),
    ),
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    unstubGlobals: true,
  },
})
