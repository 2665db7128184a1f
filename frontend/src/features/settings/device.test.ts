import { expect, it } from "vitest"

import { deviceName } from "./device"

const MOZILLA = "Mozilla/5.0"

it.each([
  [
    `${MOZILLA} (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36`,
    "Chrome on Windows",
  ],
  [
    `${MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0`,
    "Edge on Windows",
  ],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1`,
    "Safari on iPhone",
  ],
  [`${MOZILLA} (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0`, "Firefox on Linux"],
  ["curl/8.11.0", "curl"],
  ["", "An unknown browser"],
])("names a browser as people do: %s", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name)
})
