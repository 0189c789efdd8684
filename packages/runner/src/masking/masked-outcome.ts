import type { CallError, EventResult, Outcome, Preview, Problem, Step } from '../wire'
import { isCallError, isExchange } from '../wire'
import { BadCallError } from '../bad-call'
import type { Secrets } from './secrets'

/** An outcome before anything is masked. */
export interface Unmasked extends Outcome {
  /** Payloads and bodies. They may contain passwords that the destination made. */
  mayHoldPasswords: unknown[]
}

/** Makes a copy of a call's result without secrets. */
export type MaskResult = (result: unknown, secrets: Secrets) => unknown

/** A copy of an outcome without secrets. Its form and its statuses stay, even if a secret equals one of them. */
export function maskOutcome(
  { mayHoldPasswords, ...outcome }: Unmasked,
  secrets: Secrets,
  maskResult: MaskResult = (result, all) => all.mask(result)
): Outcome {
  const all = secrets.copy()
  all.addPasswords(mayHoldPasswords)
  return {
    ...outcome,
    steps: outcome.steps.map((step) => maskStep(step, all)),
    ...('payload' in outcome && { payload: all.mask(outcome.payload) }),
    ...('result' in outcome && { result: maskResult(outcome.result, all) })
  }
}

/** A copy of previews without secrets. */
export const maskPreviews: MaskResult = (previews, secrets) =>
  (previews as Preview[]).map((preview) => maskPreview(preview, secrets))

function maskPreview(preview: Preview, secrets: Secrets): Preview {
  const result = { ...secrets.maskValues(preview), event: preview.event }
  return 'error' in preview && preview.error ? { ...result, error: maskCallError(preview.error, secrets) } : result
}

/** A copy of the error of a bad call without secrets. */
export function maskBadCall({ message, fields, problems }: BadCallError, secrets: Secrets): BadCallError {
  return new BadCallError(secrets.mask(message), {
    fields: fields && secrets.maskValues(fields),
    ...maskProblems({ problems }, secrets)
  })
}

function maskStep(step: Step, secrets: Secrets): Step {
  const masked = maskAny(step, secrets)
  return step.events ? { ...masked, events: step.events } : masked
}

function maskAny(step: Step, secrets: Secrets): Step {
  if (isCallError(step)) return maskCallError(step, secrets)
  if ('multistatus' in step) {
    return { ...secrets.maskValues(step), multistatus: step.multistatus.map((one) => maskEventResult(one, secrets)) }
  }
  if (!isExchange(step)) return secrets.maskValues(step)
  const { request, response } = step
  return {
    ...step,
    request: secrets.maskValues(request),
    response: response && { ...secrets.maskValues(response), statusCode: response.statusCode }
  }
}

function maskEventResult(result: EventResult, secrets: Secrets): EventResult {
  const { status, retryAfter, lost } = result
  return {
    ...secrets.maskValues(result),
    status,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(lost && { lost }),
    ...maskProblems(result, secrets)
  }
}

function maskCallError<Error extends Omit<CallError, 'requestError'>>(error: Error, secrets: Secrets): Error {
  const { statusCode, retryAfter, lost } = error
  return {
    ...secrets.maskValues(error),
    statusCode,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(lost && { lost }),
    ...maskProblems(error, secrets)
  }
}

function maskProblems({ problems }: { problems?: Problem[] }, secrets: Secrets): { problems?: Problem[] } {
  return problems ? { problems: problems.map((problem) => secrets.maskValues(problem)) } : {}
}
