import { replaceAllAgents } from '@partner-destinations/reliability/all-agents'
import type { Definition } from '@partner-destinations/runner'
import { SandboxAgent, startSandbox } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { modes, statuses } from '../verdict'
import type { ActionReport, Comparison, Mode, Status } from '../verdict'
import { byFramework, byRunner, endDifferences, inWords } from './both-ways'
import type { Ended } from './both-ways'
import { refuseConnections } from './connection-guard'
import type { Input } from './input'
import { Recorder } from './recorder'
import type { Arrived } from './recorder'
import { requestDifferences } from './request-differences'

/** The name under which the sandbox's echo keeps a destination's requests, and has its faults. */
const NAME = 'proved'

/** What one of both did. */
interface Done {
  arrived: Arrived[]
  ended: Ended
}

/** Runs actions by the framework and by the runner, against one sandbox, and compares what they do. */
export class Prover {
  private pastTheClient = new Set<string>()

  private constructor(
    private readonly sandbox: Sandbox,
    /** Gets what is sent with any other agent: everything of the framework. */
    private readonly ofNode: Recorder,
    /** Gets what is sent with the agent that the runner is given. */
    private readonly ofRunner: Recorder,
    private readonly nodeAgent: SandboxAgent,
    private readonly agent: SandboxAgent
  ) {}

  /** Starts the sandbox. From now on nothing leaves this machine. */
  static async start(): Promise<Prover> {
    const sandbox = await startSandbox({ standIns: {}, echo: true })
    const [ofNode, ofRunner] = [await Recorder.before(sandbox), await Recorder.before(sandbox)]
    const nodeAgent = new SandboxAgent(ofNode, NAME)
    replaceAllAgents(nodeAgent)
    const prover = new Prover(sandbox, ofNode, ofRunner, nodeAgent, new SandboxAgent(ofRunner, NAME))
    refuseConnections((host) => prover.pastTheClient.add(host))
    return prover
  }

  /**
   * Compares what both do with an action: all runs with the first input that leads to a request.
   * @param moreInputs is asked for further inputs if none of the first ones does
   */
  async prove(
    definition: Definition,
    action: string,
    inputs: Input[],
    moreInputs: () => Promise<Input[]>
  ): Promise<ActionReport> {
    this.pastTheClient.clear()
    const comparisons: Comparison[] = []
    const firstThatSends = async (some: Input[]) => {
      for (const input of some) {
        const comparison = await this.compare(definition, action, 'single', 200, input)
        comparisons.push(comparison)
        if (comparison.requests > 0 || this.pastTheClient.size > 0) return input
      }
      return undefined
    }
    let chosen = await firstThatSends(inputs)
    const tests = chosen ? [] : await moreInputs()
    chosen ??= (await firstThatSends(tests)) ?? inputs[0]
    for (const mode of modes) {
      if (mode === 'batch' && !definition.actions[action].performBatch) continue
      for (const status of statuses) {
        if (mode === 'single' && status === 200) continue
        comparisons.push(await this.compare(definition, action, mode, status, chosen))
      }
    }
    return { action, comparisons, pastTheClient: [...this.pastTheClient].sort(), triedTests: tests.length }
  }

  private async compare(
    definition: Definition,
    action: string,
    mode: Mode,
    status: Status,
    input: Input
  ): Promise<Comparison> {
    this.sandbox.reset()
    Object.assign(process.env, input.environment)
    if (status !== 200) this.sandbox.setFaults(NAME, { status, times: Number.MAX_SAFE_INTEGER })
    const framework = await this.framework(definition, action, mode, input)
    const ended = await byRunner(definition, action, mode, structuredClone(input), this.agent)
    const runner = { arrived: await this.ofRunner.take(), ended }
    for (const { host } of await this.ofNode.take()) this.pastTheClient.add(host)
    const first = differences(framework, runner)
    // A destination may remember something, such as a token: then the framework, too, does something else from now on.
    const found = first.length > 0 ? differences(await this.framework(definition, action, mode, input), runner) : first
    return {
      mode,
      status,
      source: input.source,
      requests: framework.arrived.length,
      differences: found,
      isRemembering: first.length > 0 && found.length === 0,
      ...(framework.ended.error && { error: inWords(framework.ended) })
    }
  }

  private async framework(definition: Definition, action: string, mode: Mode, input: Input): Promise<Done> {
    const work = () => byFramework(definition, action, mode, structuredClone(input))
    const ended = await this.nodeAgent.follow({ faults: [] }, work)
    return { arrived: await this.ofNode.take(), ended }
  }
}

function differences(framework: Done, runner: Done): string[] {
  return [...requestDifferences(framework.arrived, runner.arrived), ...endDifferences(framework.ended, runner.ended)]
}
