import { format } from '../json/json'
import { isUnanswered } from '../server/server'
import type { TestedSettings } from '../state/state'

/** The result of a test of the authentication. Only an answer of the vendor shows that the settings are right. */
export function AuthenticationResult({ authentication }: { authentication: TestedSettings | 'testing' }) {
  if (authentication === 'testing') return 'Testing …'
  const { ok, error, checked } = authentication
  if (!ok) {
    const text = typeof error === 'string' ? error : format(error)
    if (isUnanswered(authentication)) return <span className="hint">Not tested. {text}</span>
    return <span className="message bad">✗ {text}</span>
  }
  if (checked === 'vendor') return <span className="message good">✓ The settings are accepted.</span>
  return <span className="hint">{notAsked[checked ?? 'nothing']}</span>
}

const notAsked = {
  echo: 'Not tested: the sandbox answered in the vendor’s place, and accepts all settings.',
  form: 'The settings have the right form. The destination did not ask the vendor, so the values themselves were not tested.',
  nothing: 'Not tested: this destination has no test of its settings.'
}
