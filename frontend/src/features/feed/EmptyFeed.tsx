// What the feed says when there is nothing in it.
import { Link } from "@tanstack/react-router"

import { Button } from "@/ui/Button"

export function EmptyFeed({ category }: { category?: string }) {
  return (
    <div className="empty pt-[10vh]">
      <h2 className="empty-title">
        {category ? `No song in “${category}” yet` : "Nobody has published a song yet"}
      </h2>
      <p className="text-ink-2">Make one and publish it: it stands here for everybody to hear.</p>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {category && (
          <Button look="ghost" asChild>
            <Link to="/">All categories</Link>
          </Button>
        )}
        <Button asChild>
          <Link to="/create">Create a song</Link>
        </Button>
      </div>
    </div>
  )
}
