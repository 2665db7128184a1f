// Categories as coloured tiles with how many songs each has.
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"

import { categories as categoriesQuery } from "@/features/songs/queries"
import type { Song } from "@/features/songs/songs"
import { Cover } from "@/ui/Cover"
import { counted } from "@/ui/numbers"
import { wash } from "@/ui/wash"

import { tileArt } from "./tiles"

const TILES = 10

/** `songs` are those on the page: a tile wears the cover of one of its own. */
export function CategoryTiles({ songs }: { songs: readonly Song[] }) {
  const { data } = useQuery(categoriesQuery)
  if (!data?.items.length) return null
  return (
    <section className="feed-section" aria-labelledby="categories">
      <div className="feed-section-head">
        <h2 id="categories" className="section-title">
          Categories
        </h2>
      </div>
      <ul className="tiles">
        {data.items.slice(0, TILES).map((each) => (
          <li key={each.name}>
            <Tile name={each.name} count={each.song_count} songs={songs} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Tile({ name, count, songs }: { name: string; count: number; songs: readonly Song[] }) {
  const art = tileArt(name, songs)
  return (
    <Link to="/" search={{ category: name }} className="tile block" style={wash(art.colors).style}>
      <b className="tile-name">{name}</b>
      <span className="tile-count tabular-nums">{counted(count, "song")}</span>
      {art.cover && <Cover picture={art.cover} size={84} />}
    </Link>
  )
}
