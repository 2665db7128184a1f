// Draws pages when the app is built: they are seen before their code has come, and asked for early.
import react from "@vitejs/plugin-react"
import { Window } from "happy-dom"
import { fileURLToPath } from "node:url"
import { createServer, type Plugin, type Rolldown } from "vite"

interface Early {
  /** The file of code that only this page needs besides the start. */
  chunk?: string
  /** What the page asks the gateway for at once, whoever looks at it. */
  asked: readonly string[]
}

const FILE = ".early.json"
const PATIENCE_MS = 60_000
const WIDTHS = { phone: 360, wide: 1280 } as const
/** What the app's modules look at when they are loaded. */
const BROWSER = [
  "document",
  "history",
  "localStorage",
  "location",
  "matchMedia",
  "navigator",
  "sessionStorage",
] as const

/** Leaves in FILE, for the gateway, the HTML of each page. */
export function prerendered(pages: Record<string, Early>): Plugin {
  return {
    name: "prerendered",
    apply: "build",
    generateBundle: {
      // After the page's own HTML is there.
      order: "post",
      async handler(_, bundle) {
        const page = bundle["index.html"]
        if (page?.type !== "asset") throw new Error("The build has no index.html")
        const drawn = await drawAll(Object.keys(pages))
        const early = Object.entries(pages).map(([path, needs]) => [
          path,
          filled(String(page.source), drawn[path] ?? "", [...links(needs, bundle)]),
        ])
        this.emitFile({
          type: "asset",
          fileName: FILE,
          source: JSON.stringify(Object.fromEntries(early)),
        })
      },
    },
  }
}

/** Raises when the page is not as expected: an app without its early part would not be noticed. */
function filled(page: string, drawn: string, links: readonly string[]): string {
  const { markup, rules } = withoutStyles(drawn)
  const head = [...links, `<style nonce="__CSP_NONCE__">${rules}</style>`].join("\n")
  const full = page
    // The page is seen without it: what it is seen by comes first.
    .replace('<script type="module"', '<script type="module" fetchpriority="low"')
    .replace("</head>", () => `${head}\n</head>`)
    .replace('<div id="root">', (root) => root + markup)
  if (full.length < page.length + head.length + markup.length + 20)
    throw new Error("index.html is not as it is filled")
  return full
}

async function drawAll(paths: readonly string[]): Promise<Record<string, string>> {
  const window = pretendBrowser()
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    plugins: [react()],
    resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
    server: { middlewareMode: true, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    appType: "custom",
    logLevel: "error",
  })
  try {
    const { prerender } = (await server.ssrLoadModule("/src/prerender.tsx")) as {
      prerender: (path: string) => Promise<string>
    }
    const drawn: Record<string, string> = {}
    for (const path of paths)
      for (const [name, width] of Object.entries(WIDTHS)) {
        window.happyDOM.setViewport({ width })
        const markup = await inTime(prerender(path), `Drawing ${path} for the build`)
        // Nothing in it works yet: a word typed into it would be lost.
        drawn[path] = `${drawn[path] ?? ""}<div class="early early-${name}" inert>${markup}</div>`
      }
    return drawn
  } finally {
    await server.close()
    await window.happyDOM.close()
  }
}

/** Code that misses something of a browser may wait for ever: the build must not. */
async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`${what} took more than ${PATIENCE_MS / 1_000} s: src/prerender.tsx`)
    timer = setTimeout(() => reject(error), PATIENCE_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function pretendBrowser(): Window {
  const window = new Window({ url: "http://localhost/" })
  for (const name of BROWSER) {
    const value = name === "matchMedia" ? window.matchMedia.bind(window) : window[name]
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  Object.defineProperty(globalThis, "window", { value: window, configurable: true })
  return window
}

/** The policy allows no style attributes in HTML: they become rules of classes. */
function withoutStyles(markup: string): { markup: string; rules: string } {
  const names = new Map<string, string>()
  const classed = markup.replace(/<[a-z][^>]*>/g, (tag) => {
    const style = / style="([^"]*)"/.exec(tag)
    if (!style?.[1]) return tag
    const name = names.get(style[1]) ?? `early-${names.size + 1}`
    names.set(style[1], name)
    const bare = tag.replace(style[0], "")
    return bare.includes(' class="')
      ? bare.replace(' class="', ` class="${name} `)
      : bare.replace(/^<[a-z0-9]+/, `$& class="${name}"`)
  })
  return { markup: classed, rules: [...names].map(([rule, name]) => `.${name}{${rule}}`).join("") }
}

function* links({ chunk, asked }: Early, bundle: Rolldown.OutputBundle): Generator<string> {
  for (const address of asked)
    yield `<link rel="preload" as="fetch" crossorigin href="${address.replaceAll("&", "&amp;")}">`
  for (const file of Object.values(bundle)) {
    if (!chunk || file.type !== "chunk" || file.name !== chunk) continue
    yield `<link rel="modulepreload" crossorigin href="/${file.fileName}">`
    for (const css of file.viteMetadata?.importedCss ?? [])
      yield `<link rel="stylesheet" crossorigin href="/${css}">`
  }
}
