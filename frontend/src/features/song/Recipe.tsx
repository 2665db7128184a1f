// The box that says what a song was made from, to read, copy and use again.
import { Link } from "@tanstack/react-router"
import { Copy } from "lucide-react"

import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"
import { classes } from "@/ui/classes"
import { IconButton } from "@/ui/IconButton"

import { type RecipeRow, recipeRows } from "./recipe"
import { copyText } from "@/ui/copying"

export function Recipe({ song }: { song: Song }) {
  return (
    <section className="box" aria-labelledby="recipe">
      <div className="flex items-center justify-between">
        <h2 id="recipe" className="section-title">
          Recipe
        </h2>
        <Button look="ghost" size="small" className="-mr-3" asChild>
          <Link to="/create" search={{ from: song.id }}>
            Use all of it
          </Link>
        </Button>
      </div>
      <dl className="recipe mt-2.5">
        {recipeRows(song).map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <Value row={row} />
          </div>
        ))}
      </dl>
    </section>
  )
}

function Value({ row }: { row: RecipeRow }) {
  const { value, tags, copy, look } = row
  if (tags)
    return (
      <dd className="flex flex-wrap gap-1.5">
        {tags.map((tag) => (
          <span key={tag} className="recipe-tag">
            {tag}
          </span>
        ))}
      </dd>
    )
  const shown = (
    <span
      className={classes(
        look === "number" && "tabular-nums",
        look === "code" && "font-mono text-[0.8125rem]",
      )}
    >
      {value}
    </span>
  )
  if (!copy) return <dd>{shown}</dd>
  return (
    <dd className="recipe-copy">
      {shown}
      <IconButton
        icon={Copy}
        label={`Copy ${copy.what}`}
        size="small"
        iconSize={16}
        onClick={() => void copyText(copy.text, "Copied")}
      />
    </dd>
  )
}
