import { settledStates } from '../machine/delivery'
import type { DeliveryState } from '../machine/delivery'
import type { DeliveryQuery } from '../store/store'
import { anyText, firstPage, pageParameters, readQuery, wholeNumber } from './query'
import type { Parameter } from './query'

const states: readonly DeliveryState[] = ['pending', 'inFlight', ...settledStates]

const parameters: Record<keyof DeliveryQuery, Parameter> = {
  destination: { read: anyText, is: 'the name of a destination' },
  state: { read: (text) => states.find((state) => state === text), is: `one of ${states.join(', ')}` },
  messageId: { read: anyText, is: 'the messageId of an event' },
  code: { read: anyText, is: 'a code such as MESSAGE_REJECTED' },
  replay: { read: (text) => wholeNumber(text), is: 'the id of a replay' },
  ...pageParameters
}

/**
 * Reads the query string of `GET /api/deliveries`.
 * @throws BadQueryError if a parameter is unknown, or its value is wrong
 */
export function readDeliveryQuery(given: Record<string, string>): DeliveryQuery {
  return { ...firstPage, ...readQuery<DeliveryQuery>(given, parameters) }
}
