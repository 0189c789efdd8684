import type { DestinationConfig } from '@partner-destinations/delivery'
import { describeError, run } from '@partner-destinations/runner'
import { isCallError, isExchange } from '@partner-destinations/runner/wire'
import type { CallError } from '@partner-destinations/runner/wire'
import { connect } from '../send/connection'

/** Whether the vendor takes the settings of a destination. */
export interface CredentialTest {
  /** Of the instance. */
  name: string
  result: 'accepted' | 'refused' | 'not tested'
  /** In a sentence, without secrets. */
  reason?: string
}

/**
 * Tests the settings of each destination, one after the other.
 * @param live whether to ask the vendors; otherwise the sandbox is asked
 */
export async function testCredentials(destinations: DestinationConfig[], live: boolean): Promise<CredentialTest[]> {
  const tests: CredentialTest[] = []
  for (const destination of destinations) tests.push(await testOne(destination, live))
  return tests
}

const nothingAsked = 'Only their form was checked: the destination has no request that tests them.'

async function testOne({ name, destination, definition, settings }: DestinationConfig, live: boolean) {
  if (!definition.authentication?.testAuthentication) {
    return { name, result: 'not tested', reason: `${definition.name} has no test for its settings.` } as const
  }
  const connection = await connect({ destination, live, dryRun: false })
  try {
    const { steps } = await run(definition, { kind: 'authenticate', settings }, connection.agent)
    const error = steps.find(isCallError)
    if (error) return refused(name, error, live)
    return { name, result: 'accepted', ...(!steps.some(isExchange) && { reason: nothingAsked }) } as const
  } catch (error) {
    return refused(name, describeError(error), live)
  } finally {
    await connection.close()
  }
}

function refused(name: string, { message }: CallError, live: boolean): CredentialTest {
  const words = typeof message === 'string' ? message : JSON.stringify(message)
  const sentence = words.endsWith('.') ? words : `${words}.`
  const advice = live ? '' : ' The sandbox accepts only its demo settings. Add --live to ask the vendor.'
  return { name, result: 'refused', reason: sentence + advice }
}
