import { format } from '../json/json'
import { withPlaceholders } from './copied-call'
import type { CopiedCall } from './copied-call'

/** One word of a shell command, whatever is in it. */
function quote(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`
}

/** A command that has the local server do the call. @param server the address of the server */
export function curlCommand(copied: CopiedCall, server: string): string {
  const { folder, action, ...body } = withPlaceholders(copied)
  return `curl -s ${quote(`${server}/${folder}/${action}?pretty`)} -d ${quote(format(body))}`
}

/** A command that does the call without a server. It is for bash and zsh. */
export function sendCommand(copied: CopiedCall): string {
  const { folder, action, payload, settings, mapping } = withPlaceholders(copied)
  const file = (json: unknown) => `<(printf %s ${quote(JSON.stringify(json))})`
  const parts = [
    `./bin/run send ${folder} ${action}`,
    ...(copied.mode === 'live' ? ['--live'] : []),
    ...(settings ? [`--settings ${file(settings)}`] : []),
    ...(mapping ? [`--mapping ${file(mapping)}`] : []),
    `--event - <<'EVENT'`
  ]
  return `${parts.join(' ')}\n${format(payload)}\nEVENT`
}
