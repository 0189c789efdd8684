/** What can go wrong with the next call of a vendor, in the terms of the sandbox. */
export const faults = {
  none: { label: 'None: the vendor works', fault: undefined },
  status429: { label: 'Answers 429: too many requests', fault: { status: 429 } },
  status500: { label: 'Answers 500: internal error', fault: { status: 500 } },
  timeout: { label: 'Times out (takes 10 s)', fault: { delay: 60_000 } },
  reset: { label: 'Connection is reset', fault: { reset: 'before' } },
  brokenJson: { label: 'Answers with broken JSON', fault: { body: 'truncated' } }
} as const

export type FaultName = keyof typeof faults
