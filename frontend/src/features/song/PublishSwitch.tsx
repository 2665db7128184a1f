// Shows a song to everybody, or no more.
import { useUpdateSong } from "@/features/songs/mutations"
import type { Song } from "@/features/songs/songs"
import { Switch } from "@/ui/Switch"

export function PublishSwitch({ song }: { song: Song }) {
  const update = useUpdateSong()
  // What was chosen shows at once, but what others can hear is told only once it is so.
  const shown = update.isPending ? update.variables.published === true : song.published
  const asked = shown ? "Publishing…" : "Taking it back…"
  const told = shown ? "Everybody can hear it" : "Only you can hear it"
  return (
    <Switch
      label="Published"
      hint={update.isPending ? asked : told}
      checked={shown}
      disabled={update.isPending}
      onChange={(published) => update.mutate({ song, published })}
    />
  )
}
