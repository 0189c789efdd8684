import fs from 'node:fs'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'

/** The top of the checkout, which the image has at `/app`. */
export const root = path.join(__dirname, '../../..')

/** A file of the checkout. */
export function readFile(name: string): string {
  return fs.readFileSync(path.join(root, name), 'utf8')
}

/** A YAML document; tests look into many kinds of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each kind of file has a form of its own
export type Document = any

/**
 * The documents of a YAML file in `deploy/`.
 * @throws Error if it isn't valid YAML; a key that is given twice isn't
 */
export function readYaml(name: string): Document[] {
  return parseAllDocuments(readFile(`deploy/${name}`), { merge: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings]
    if (problem) throw new Error(`${name}: ${problem.message}`)
    return document.toJS()
  })
}

/** The names of the YAML files in `deploy/`, from there. */
export const yamlFiles = fs
  .readdirSync(path.join(root, 'deploy'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.startsWith('secrets'))
  .sort()

/** What the Dockerfile starts, and as whom. */
export const image = {
  entrypoint: JSON.parse(instruction('ENTRYPOINT')) as string[],
  user: instruction('USER'),
  workdir: instruction('WORKDIR'),
  exposed: Number(instruction('EXPOSE'))
}

/** The last instruction of its kind counts. */
function instruction(name: string): string {
  const [found] = [...readFile('Dockerfile').matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].reverse()
  return found[1]
}

export const compose = readYaml('compose.yaml')[0]

/** Everything in `deploy/kubernetes` that a cluster takes. */
export const manifests: Document[] = yamlFiles
  .filter((name) => name.startsWith('kubernetes/'))
  .flatMap(readYaml)
  .filter(({ kind }) => kind !== undefined)

/** @throws Error if there is no such manifest */
export function manifest(kind: string, name: string): Document {
  const found = manifests.find((one) => one.kind === kind && one.metadata.name === name)
  if (!found) throw new Error(`There is no ${kind} ${name}.`)
  return found
}

/** A container that runs deliver. */
export interface Container {
  /** Where it is described. */
  where: string
  /** Its whole command. */
  command: string[]
  /** The names of its variables, and of the secrets that become variables. */
  variables: string[]
  /** Where it gets folders and files, of any kind. */
  mounts: string[]
  /** Seconds from SIGTERM to SIGKILL. */
  secondsToEnd: number
}

const composeContainers = Object.entries<Document>(compose.services)
  .filter(([, { image }]) => image === 'deliver')
  .map(
    ([name, service]): Container => ({
      where: `compose.yaml: ${name}`,
      command: [...(service.entrypoint ?? image.entrypoint), ...service.command],
      variables: service.secrets,
      mounts: [...service.configs.map(({ target }: Document) => target), ...service.tmpfs.map(pathOfMount)],
      secondsToEnd: parseInt(service.stop_grace_period)
    })
  )

/** The manifests with a template of pods. */
export const workloads: Document[] = manifests.filter(({ spec }) => spec?.template)

const kubernetesContainers = workloads.map(({ kind, metadata, spec: { template } }): Container => {
  const { containers, volumes, terminationGracePeriodSeconds = 30 } = template.spec
  const [{ command = image.entrypoint, args, envFrom, volumeMounts, lifecycle }] = containers
  const [, waiting = '0'] = lifecycle?.preStop.exec.command ?? []
  return {
    where: `${kind} ${metadata.name}`,
    command: [...command, ...args],
    variables: envFrom.flatMap(({ secretRef }: Document) => Object.keys(manifest('Secret', secretRef.name).stringData)),
    mounts: volumeMounts.flatMap(({ name, mountPath }: Document) => {
      const { configMap } = volumes.find((volume: Document) => volume.name === name)
      if (!configMap) return [mountPath]
      return Object.keys(manifest('ConfigMap', configMap.name).data).map((key) => `${mountPath}/${key}`)
    }),
    secondsToEnd: terminationGracePeriodSeconds - Number(waiting)
  }
})

export const containers = [...composeContainers, ...kubernetesContainers]

function pathOfMount(mount: string): string {
  return mount.split(':')[0]
}
