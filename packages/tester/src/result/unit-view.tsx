import type { Exchange } from '@partner-destinations/runner/wire'
import { grouped } from '../many/grouped'
import { Groups } from '../many/groups'
import { isCallError, isExchange } from '../server/server'
import type { Destination } from '../server/server'
import type { Result } from '../state/state'
import { BatchResults } from './batch-results'
import { ErrorMessage } from './error-message'
import { ExchangeView } from './exchange'
import { whyExpected } from './expected'
import { NotSentView } from './not-sent-view'
import { inShort, isGood } from './units'
import type { Unit } from './units'

/** More requests than these, which only a batch makes, are shown in groups. */
const few = 10

interface UnitProps {
  unit: Unit
  result: Result
  destination: Destination
}

/** What happened to one event, or to one batch. */
export function UnitView({ unit, result, destination }: UnitProps) {
  const { steps, preset, requestsBefore } = unit
  const exchanges = steps.flatMap((step, place) => (isExchange(step) ? [{ step, place }] : []))
  const numbered = exchanges.map(({ step, place }, index) => ({
    exchange: step,
    number: requestsBefore + index + 1,
    why: whyExpected(steps, place)
  }))
  const title = preset === undefined ? undefined : `By the preset “${preset}”`
  const view = ({ exchange, number, why }: NumberedExchange) => (
    <ExchangeView key={number} exchange={exchange} number={number} title={title} whyExpected={why} />
  )
  return (
    <>
      {numbered.length <= few ? (
        numbered.map(view)
      ) : (
        <Groups
          groups={grouped(numbered, ({ exchange, why }) => ({
            mark: isGood(exchange) ? 'good' : why === undefined ? 'bad' : 'neutral',
            label: inShort(exchange)
          }))}
          what="requests"
          titleOf={({ number }) => `Request ${number}`}
        >
          {view}
        </Groups>
      )}
      {steps.map((step, index) => {
        if (isExchange(step)) return null
        if (isCallError(step))
          return <ErrorMessage key={index} error={step} lead={preset ? `${preset} failed:` : 'Failed:'} />
        if ('skipped' in step)
          return (
            <p key={index} className="notice">
              {step.skipped}
            </p>
          )
        return <BatchResults key={index} results={step.multistatus} />
      })}
      <NotSentView unit={unit} result={result} destination={destination} />
    </>
  )
}

interface NumberedExchange {
  exchange: Exchange
  number: number
  why: string | undefined
}
