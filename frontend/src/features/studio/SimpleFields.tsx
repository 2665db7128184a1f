// Simple: one description, and ideas for who has none.
import { Shuffle } from "lucide-react"
import { useState } from "react"

import { Chip } from "@/ui/Chip"
import { TextArea } from "@/ui/Field"
import { IconButton } from "@/ui/IconButton"

import { Count } from "./Count"
import { changeDraft, useDraft } from "./draft"
import { ideasFrom } from "./ideas"
import { replaceWithUndo } from "./replacing"
import { LIMITS } from "./rules"
import { Advanced, DurationField, InstrumentalField, TakesField } from "./Settings"
import { useProblems } from "./useProblems"

export function SimpleFields() {
  const { description } = useDraft()
  const problems = useProblems()
  return (
    <>
      <TextArea
        label="Describe the song"
        id="description"
        dir="auto"
        className="create-describe"
        value={description}
        placeholder="Its mood, its instruments, who sings, what it is about"
        aside={<Count text={description} most={LIMITS.full_described_song} />}
        error={problems.full_described_song}
        onChange={(event) => changeDraft({ description: event.currentTarget.value })}
      />
      <Ideas />
      <div className="rule" />
      <InstrumentalField hint="No voice, no lyrics" />
      <DurationField />
      <TakesField />
      <Advanced withSeed />
    </>
  )
}

function Ideas() {
  const [from, setFrom] = useState(0)
  return (
    <div className="field" role="group" aria-labelledby="ideas">
      <div className="label font-normal">
        <span id="ideas" className="text-ink-2">
          Start from an idea
        </span>
        <IconButton
          icon={Shuffle}
          iconSize={16}
          size="small"
          label="Other ideas"
          className="-my-1.5 -mr-1.5 ml-auto"
          onClick={() => setFrom(from + 6)}
        />
      </div>
      <div className="flex flex-wrap gap-1.5">
        {ideasFrom(from).map(({ name, description }) => (
          <Chip
            key={name}
            onClick={() => replaceWithUndo({ description }, "The idea is in the form")}
          >
            {name}
          </Chip>
        ))}
      </div>
    </div>
  )
}
