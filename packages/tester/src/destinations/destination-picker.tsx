import type { ListedDestination } from '../server/server'
import { DestinationCombobox } from './destination-combobox'
import { titleOf } from './matching'
import { rememberDestination } from './recent'

/** So many destinations are seen at a glance. Of more, one is found faster by typing. */
const few = 12

interface PickerProps {
  id: string
  destinations: ListedDestination[]
  folder: string
  onPick: (folder: string) => void
}

/** Picks one of the destinations. */
export function DestinationPicker({ id, destinations, folder, onPick }: PickerProps) {
  function pick(picked: string) {
    rememberDestination(picked)
    onPick(picked)
  }

  if (destinations.length > few) {
    return <DestinationCombobox id={id} destinations={destinations} folder={folder} onPick={pick} />
  }
  return (
    <select id={id} value={folder} onChange={(e) => pick(e.target.value)}>
      {destinations.map((one) => (
        <option key={one.folder} value={one.folder}>
          {titleOf(one)}
        </option>
      ))}
    </select>
  )
}
