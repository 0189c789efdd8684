import type { SyncMode, SyncModes } from '@partner-destinations/server/wire'
import type { JsonObject } from '../json/json'
import { plainText } from '../plain-text'
import { syncModeKey, syncModeOf } from './sync-modes'

interface SyncModeFieldProps {
  modes: SyncModes
  mapping: JsonObject
  onChange: (mapping: JsonObject) => void
}

/** Picks the sync mode of an action. */
export function SyncModeField({ modes, mapping, onChange }: SyncModeFieldProps) {
  const { [syncModeKey]: _picked, ...others } = mapping

  function pick(mode: SyncMode) {
    onChange(mode === modes.default ? others : { ...others, [syncModeKey]: mode })
  }

  return (
    <div className="field">
      <div className="field-head">
        <label className="label" htmlFor="sync-mode">
          {modes.label}
        </label>
        <code className="tag">sync mode</code>
        <select
          id="sync-mode"
          aria-describedby="sync-mode-about"
          value={syncModeOf(modes, mapping)}
          onChange={(e) => pick(e.target.value as SyncMode)}
        >
          {modes.choices.map(({ label, value }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p className="hint" id="sync-mode-about">
        {plainText(modes.description)}
      </p>
    </div>
  )
}
