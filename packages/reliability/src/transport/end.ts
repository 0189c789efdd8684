import { describeError } from '@partner-destinations/runner'

/** What a delivery ended with, as plain values: what the framework returned, or its error as Segment sees it. */
export async function endOf(delivering: Promise<unknown>): Promise<unknown> {
  try {
    const results = await delivering
    return { results: JSON.parse(JSON.stringify(results ?? null)) as unknown }
  } catch (thrown) {
    const { stack: _stack, ...error } = describeError(thrown)
    return { error, code: (thrown as NodeJS.ErrnoException).code }
  }
}
