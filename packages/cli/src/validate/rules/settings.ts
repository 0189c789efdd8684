import { spotOfField } from '../locate'
import type { Rule } from '../subject'

/** Words in a setting's key that make upstream treat it as a secret. */
const SECRET_WORDS = ['key', 'token', 'secret', 'password', 'code']

/**
 * Each setting is described. A secret setting is a password, so that nobody can read it on the screen. A default has
 * the setting's type. Upstream's own check finds a word only if something other than a letter or digit separates it,
 * but reviewers ask for this with `apiKey` too.
 */
export const settings: Rule = (subject) => {
  const { authentication, settings: deviceSettings, audienceFields } = subject.definition
  const fields = { ...deviceSettings, ...authentication?.fields, ...audienceFields }
  return Object.entries(fields).flatMap(([key, field]) => {
    const spot = spotOfField(subject, key)
    const missing = [...(field.label ? [] : ['label']), ...(field.description ? [] : ['description'])]
    const problems: [rule: string, advice: string][] = []
    if (missing.length > 0) problems.push(['description', `Add a ${missing.join(' and a ')} to the setting ${key}.`])
    if (words(key).some((word) => SECRET_WORDS.includes(word)) && field.type !== 'password') {
      problems.push([
        'secret-setting',
        `Make the setting ${key} of type 'password': its name says that it is a secret.`
      ])
    }
    const given = typeof field.default
    if (['boolean', 'number'].includes(field.type) && given !== 'undefined' && given !== field.type) {
      problems.push(['setting-default', `Make the default of the setting ${key} a ${field.type}: it is a ${given}.`])
    }
    return problems.map(([rule, advice]) => ({ ...spot, rule, advice }))
  })
}

/** `apiKey_v2` has the words api, key, v2. */
function words(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}
