import { readDelivery } from '../api'
import { Exchanges, exchangesIn } from '../delivery/exchanges'
import { useAnswer } from '../use-answer'

/** What was sent for a delivery and what was answered, as a sample of its group. */
export function Sample({ id }: { id: number }) {
  const { value: delivery, error } = useAnswer(String(id), (signal) => readDelivery(id, signal))
  const kept = delivery?.attemptRows.flatMap(({ exchanges }) => exchangesIn(exchanges))
  return (
    <section className="part sample" aria-label="Sample">
      <h4>A sample: what was sent, and what was answered</h4>
      {error !== undefined && <p className="hint">{error}</p>}
      {kept && <Exchanges exchanges={kept.slice(-1)} none="No request was sent, or none was kept." />}
    </section>
  )
}
