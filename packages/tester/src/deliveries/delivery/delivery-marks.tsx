import type { DeliveryRow } from '@partner-destinations/delivery/wire'

/** What to know of a delivery before it is resent, in short. */
export function DeliveryMarks({ delivery }: { delivery: Pick<DeliveryRow, 'possibleDuplicate' | 'outOfOrder'> }) {
  const { possibleDuplicate, outOfOrder } = delivery
  return (
    <>
      {possibleDuplicate && <span className="tag">possible duplicate</span>}
      {outOfOrder && <span className="tag">out of order</span>}
      {!possibleDuplicate && !outOfOrder && <span className="hint">–</span>}
    </>
  )
}
