import { InvalidFaultError } from './faults'
import { parseJson } from './json-object'
import type { SandboxControls } from './sandbox'

/**
 * The control API. People and scripts use it to read and reset the data of stand-ins, and to set their faults:
 * `GET|DELETE /<vendor>`, `GET|PUT /<vendor>/faults`.
 */
export function control(
  sandbox: SandboxControls,
  method: string,
  path: string,
  body: string
): { status: number; body?: object } {
  const [, vendor, part, ...rest] = path.split('/')
  const isKnown = sandbox.vendors.includes(vendor) || (sandbox.hasEcho && vendor !== '')
  if (!isKnown || (part !== undefined && part !== 'faults') || rest.length > 0) {
    return refuse(
      404,
      `Nothing at ${path}. There are /<vendor> and /<vendor>/faults for ${sandbox.vendors.join(', ')}.`
    )
  }
  switch (`${method} ${part ?? 'state'}`) {
    case 'GET state':
      return { status: 200, body: sandbox.read(vendor) }
    case 'DELETE state':
      sandbox.reset(vendor)
      return { status: 204 }
    case 'GET faults':
      return { status: 200, body: sandbox.faults(vendor) }
    case 'PUT faults':
      return putFaults(sandbox, vendor, body)
    default:
      return refuse(405, `${path} answers to ${part ? 'GET and PUT' : 'GET and DELETE'}, not to ${method}.`)
  }
}

function putFaults(sandbox: SandboxControls, vendor: string, body: string): { status: number; body: object } {
  let faults: unknown
  try {
    faults = parseJson(body)
  } catch (error) {
    return refuse(400, `The body must be JSON: ${(error as SyntaxError).message}`)
  }
  try {
    return { status: 200, body: sandbox.setFaults(vendor, faults) }
  } catch (error) {
    if (error instanceof InvalidFaultError) {
      return refuse(400, error.message)
    }
    throw error
  }
}

function refuse(status: number, error: string): { status: number; body: object } {
  return { status, body: { error } }
}
