// A profile without songs: to oneself it says how to change that.
import { Link } from "@tanstack/react-router"

import { useMe } from "@/features/auth/session"
import { Button } from "@/ui/Button"

import type { Profile } from "./people"

export function NoSongsYet({ person }: { person: Profile }) {
  const isMe = useMe()?.id === person.id
  return (
    <div className="empty pt-[8vh]">
      <h2 className="empty-title">
        {isMe ? "You have not published a song yet" : "No published songs yet"}
      </h2>
      {isMe ? (
        <>
          <p className="text-ink-2">Switch a song to Published on its page and it stands here.</p>
          <Button className="mt-3" asChild>
            <Link to="/library">Go to your songs</Link>
          </Button>
        </>
      ) : (
        <p className="text-ink-2">What {person.name} publishes will stand here.</p>
      )}
    </div>
  )
}
