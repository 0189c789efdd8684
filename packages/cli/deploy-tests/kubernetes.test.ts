import { containers, image, manifest, manifests, readYaml, workloads } from './deploy-files'
import type { Document } from './deploy-files'
import { optionsOf, startedCommand } from './started-command'

/** The user `node` of Node's images. */
const userId = 1000

const named = (list: Document[]) => list.map((one) => [`${one.kind} ${one.metadata.name}`, one] as const)
const deployments = manifests.filter(({ kind }) => kind === 'Deployment')

/** The ports that a pod has, by their names. */
function portsOf(workload: Document): Record<string, number> {
  const { ports = [] } = workload.spec.template.spec.containers[0]
  return Object.fromEntries(ports.map(({ name, containerPort }: Document) => [name, containerPort]))
}

/** The workloads whose pods a selector takes. */
function selectedBy(labels: Record<string, string>): Document[] {
  return workloads.filter(({ spec }) => {
    return Object.entries(labels).every(([key, value]) => spec.template.metadata.labels[key] === value)
  })
}

it.each(named(manifests))('%s is in the namespace', (_name, { kind, metadata }) => {
  if (kind === 'Namespace') expect(metadata.name).toBe('deliver')
  else expect(metadata.namespace).toBe('deliver')
})

describe.each(named(workloads))('%s', (_name, workload) => {
  const { spec, metadata } = workload.spec.template
  const [container] = spec.containers

  it('runs as the user of the image, and can change nothing but its folders', () => {
    expect(image.user).toBe('node')
    expect(spec.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: userId,
      runAsGroup: userId,
      seccompProfile: { type: 'RuntimeDefault' }
    })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] }
    })
    expect(spec.automountServiceAccountToken).toBe(false)
    expect(container.resources.limits.memory).toBeDefined()
  })

  it('shows no operating port', () => {
    expect(Object.values(portsOf(workload))).not.toContain(8081)
  })

  it('selects its own pods', () => {
    if (workload.kind === 'Deployment') expect(metadata.labels).toEqual(workload.spec.selector.matchLabels)
  })
})

describe.each(named(deployments))('%s', (_name, deployment) => {
  const [container] = deployment.spec.template.spec.containers
  const { command } = containers.find(({ where }) => where === `Deployment ${deployment.metadata.name}`) as Document

  it('names the ports that the process listens on', async () => {
    const { port, 'metrics-port': metrics } = await optionsOf(startedCommand(command).args)
    const { intake = port, ...others } = portsOf(deployment)
    expect({ intake, ...others }).toEqual({ intake: image.exposed, metrics })
  })

  it('asks only ports that are named', () => {
    for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
      const { path, port } = container[probe].httpGet
      expect([path, Object.keys(portsOf(deployment))]).toEqual(['/health', expect.arrayContaining([port])])
    }
  })

  it('has a budget for disruptions', () => {
    const budgets = manifests.filter(({ kind }) => kind === 'PodDisruptionBudget')
    const { matchLabels } = deployment.spec.selector
    expect(
      budgets.filter(
        ({ spec }) =>
          spec.selector.matchLabels['app.kubernetes.io/component'] === matchLabels['app.kubernetes.io/component']
      )
    ).toHaveLength(1)
  })
})

it('keeps intake in the service until the process has said that it stops', () => {
  const { spec } = manifest('Deployment', 'deliver-intake').spec.template
  // Its answer is 503 from SIGTERM on. A metrics port would go on to say that the process lives.
  expect(spec.containers[0].readinessProbe.httpGet.port).toBe('intake')
  expect(spec.containers[0].lifecycle.preStop.exec.command).toEqual(['sleep', expect.stringMatching(/^\d+$/)])
})

it('sends what the service gets to intake only', () => {
  const { selector, ports } = manifest('Service', 'deliver-intake').spec
  const selected = selectedBy(selector)
  expect(selected.map(({ metadata }) => metadata.name)).toEqual(['deliver-intake'])
  expect(ports.map(({ targetPort }: Document) => portsOf(selected[0])[targetPort])).toEqual([image.exposed])
})

it('scales the workers by a figure that the adapter has of a rule', () => {
  const { scaleTargetRef, metrics, minReplicas, maxReplicas } = manifest(
    'HorizontalPodAutoscaler',
    'deliver-worker'
  ).spec
  expect(manifest(scaleTargetRef.kind, scaleTargetRef.name).metadata.name).toBe('deliver-worker')
  expect(minReplicas).toBeLessThan(maxReplicas)

  const [{ rules: adapter }] = readYaml('kubernetes/adapter-values.yaml')
  const [{ name, seriesQuery, resources }] = adapter.external
  expect(metrics[0].external.metric).toEqual({ name: name.as, selector: { matchLabels: { job: 'deliver' } } })
  expect(resources).toEqual({ namespaced: false })
  const [, series] = /^\{__name__="(.+)"\}$/.exec(seriesQuery) as RegExpExecArray
  const recorded = readYaml('prometheus/alerts.yaml')[0].groups.flatMap(({ rules }: Document) => rules)
  expect(recorded.map(({ record }: Document) => record)).toContain(series)
})

it('lets Prometheus scrape intake and workers, under the job of the alerts, with the token', () => {
  const { jobLabel, selector, podMetricsEndpoints } = manifest('PodMonitor', 'deliver').spec
  const [{ port, path, authorization }] = podMetricsEndpoints
  const scraped = selectedBy(selector.matchLabels).filter((workload) => portsOf(workload)[port] !== undefined)
  expect(scraped.map(({ metadata }) => metadata.name)).toEqual(['deliver-intake', 'deliver-worker'])
  for (const { spec } of scraped) expect(spec.template.metadata.labels[jobLabel]).toBe('deliver')
  expect(path).toBe('/metrics')
  const { name, key } = authorization.credentials
  expect(manifest('Secret', name).stringData).toHaveProperty(key)
})

it('lets nobody else in than the ingress controller and Prometheus', () => {
  const { podSelector, policyTypes, ingress } = manifest('NetworkPolicy', 'deliver').spec
  expect(selectedBy(podSelector.matchLabels)).toEqual(workloads)
  expect(policyTypes).toEqual(['Ingress'])
  expect(ingress.map(({ ports }: Document) => ports)).toEqual([[{ port: 'intake' }], [{ port: 'metrics' }]])
})
