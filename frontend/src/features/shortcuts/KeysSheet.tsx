// The sheet that names every key, and lets single keys be switched off.
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"
import { Switch } from "@/ui/Switch"

import "./shortcuts.css"
import { useShortcutSettings } from "./settings"

const KEYS: readonly [does: string, keys: readonly string[]][] = [
  ["Play, pause", ["Space"]],
  ["Previous, next song", ["J", "K"]],
  ["Back, on 5 s", ["←", "→"]],
  ["Back, on 15 s", ["Shift", "← →"]],
  ["Mute", ["M"]],
  ["Like", ["L"]],
  ["Move in the list", ["↑", "↓"]],
  ["Open, play", ["Enter", "P"]],
  ["Search", ["/"]],
  ["New song", ["N"]],
  ["Create", ["Ctrl", "↵"]],
  ["Close", ["Esc"]],
]

export function KeysSheet() {
  const { isHelpOpen, closeHelp } = useShortcutSettings()
  return (
    <Dialog open={isHelpOpen} onClose={closeHelp} title="Keyboard" className="keys-dialog">
      <dl className="keys">
        {KEYS.map(([does, keys]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <ShortcutSwitch />
      <div className="dialog-actions">
        <Button onClick={closeHelp}>Done</Button>
      </div>
    </Dialog>
  )
}

/** For the sheet and for the settings page. */
export function ShortcutSwitch() {
  const { isEnabled, setEnabled } = useShortcutSettings()
  return <Switch label="Single-key shortcuts" checked={isEnabled} onChange={setEnabled} />
}
