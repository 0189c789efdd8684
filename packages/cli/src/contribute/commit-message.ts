import type { Publication } from '../publication'

/** The message of the commit, in the habit of upstream's log: `[Quora Conversions API] - new cloud-mode destination`. */
export function commitMessage(publication: Publication, isUpdate: boolean): { title: string; body: string } {
  const { definition, shortName, slug } = publication
  const title = isUpdate
    ? `[${shortName}] - update ${definition.mode}-mode destination`
    : `[${shortName}] - new ${definition.mode}-mode destination`
  const actions = Object.entries(definition.actions).map(([key, action]) => `- ${key}: ${action.description}`)
  return { title, body: [`${definition.name}, ${slug}: ${definition.description ?? ''}`, '', ...actions].join('\n') }
}
