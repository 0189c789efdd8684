import { Pulse } from '../pulse'

type Look = ReturnType<Pulse['look']>

/**
 * Has the workers see something else of the pulses of their threads than there is.
 * @param change of each look: what they see
 * @returns what they have seen last of each pulse, also later
 */
export function changePulses(change: (pulse: Pulse, look: Look) => Look): Map<Pulse, Look> {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on a pulse below
  const { look } = Pulse.prototype
  const latest = new Map<Pulse, Look>()
  jest.spyOn(Pulse.prototype, 'look').mockImplementation(function (this: Pulse, everyMs) {
    const seen = change(this, look.call(this, everyMs))
    latest.set(this, seen)
    return seen
  })
  return latest
}
