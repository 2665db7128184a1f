// Paper or night, and whether single keys do something.
import { type ThemeChoice, useTheme } from "@/app/theme"
import { useShortcutSettings } from "@/features/shortcuts/settings"
import { Segments } from "@/ui/Segments"
import { Switch } from "@/ui/Switch"

import { Section } from "./Section"

const THEMES: readonly { value: ThemeChoice; label: string }[] = [
  { value: "system", label: "System" },
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
]

export function Appearance() {
  const { choice, choose } = useTheme()
  const { isEnabled, setEnabled } = useShortcutSettings()
  return (
    <Section id="appearance" title="Appearance">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h3 className="font-[560]">Theme</h3>
          <p className="hint mt-0.5">Kept on this device.</p>
        </div>
        <Segments
          label="Theme"
          className="[&>*]:flex-auto"
          value={choice}
          choices={THEMES}
          onChoose={choose}
        />
      </div>
      <Switch
        label="Single-key shortcuts"
        hint="Such as Space to play. The ? key shows all of them."
        checked={isEnabled}
        onChange={setEnabled}
      />
    </Section>
  )
}
