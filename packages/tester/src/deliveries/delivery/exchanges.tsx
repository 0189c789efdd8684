import type { Exchange } from '@partner-destinations/runner/wire'
import { ExchangeView } from '../../result/exchange'

/** Requests beside their answers. @param none what is said if there are none */
export function Exchanges({ exchanges, none }: { exchanges: Exchange[]; none: string }) {
  if (exchanges.length === 0) return <p className="hint">{none}</p>
  return exchanges.map((exchange, index) => (
    <ExchangeView key={index} exchange={exchange} number={index + 1} title={undefined} whyExpected={undefined} />
  ))
}

/** What was kept of an attempt: the store has it as JSON. */
export function exchangesIn(kept: unknown): Exchange[] {
  return Array.isArray(kept) ? (kept as Exchange[]) : []
}
