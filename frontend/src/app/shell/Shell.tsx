// The frame of every page but sign-in: navigation, the page, the dock with the player.
import { Outlet } from "@tanstack/react-router"

import { Player } from "@/features/player/Player"

import { Nav } from "./Nav"
import { OfflineBanner } from "./OfflineBanner"
import { TabBar } from "./TabBar"

export function Shell() {
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <OfflineBanner />
      <Nav />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <div className="dock">
        <Player />
        <TabBar />
      </div>
    </div>
  )
}
