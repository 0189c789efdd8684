import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { request } from 'undici'
import { DestinationsCopy } from '../destinations-copy'
import { trackedDestination } from '../events/our-cases'
import { machine } from '../machine'
import { projectRoot, ServeProcess } from '../serve-process'
import { spreadOf } from '../statistics'
import type { ToolResults } from './results'

const ROUNDS = 7

const { vendor, action } = trackedDestination()

/** The file of an action, from the folder of the destinations, that is saved again and again. */
const FILE = path.join(vendor, action, 'index.ts')

/** Times the tools, one after the other in each round. */
export async function benchmarkTools(): Promise<ToolResults> {
  const serveReady: number[] = []
  const saveToLive: number[] = []
  const emptyNode: number[] = []
  const typeCheck: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    console.log(`Tools: round ${round + 1} of ${ROUNDS}`)
    emptyNode.push(await duration(() => run(process.execPath, ['-e', '0'])))
    typeCheck.push(await duration(checkTypes))
    const copy = new DestinationsCopy()
    let serve: ServeProcess | undefined
    try {
      serveReady.push(
        await duration(async () => {
          serve = await ServeProcess.start(['--directory', copy.path])
        })
      )
      saveToLive.push(await timeSave(serve as unknown as ServeProcess, copy))
    } finally {
      await serve?.stop()
      copy.remove()
    }
  }
  console.log('Tools: npm test')
  const test = await duration(() => run('npm', ['test']))
  return {
    machine: machine(),
    rounds: ROUNDS,
    serveReady: spreadOf(serveReady),
    saveToLive: spreadOf(saveToLive),
    emptyNode: spreadOf(emptyNode),
    typeCheck: spreadOf(typeCheck),
    test
  }
}

/** Saves a file with another description of the action, and asks until it is shown. */
async function timeSave(serve: ServeProcess, copy: DestinationsCopy): Promise<number> {
  const file = path.join(copy.path, FILE)
  const saved = fs.readFileSync(file, 'utf8').replace(/description: '[^']*'/, "description: 'Saved.'")
  return duration(async () => {
    fs.writeFileSync(file, saved)
    while ((await shownDescription(serve.port)) !== 'Saved.') continue
  })
}

async function shownDescription(port: number): Promise<string> {
  const { body } = await request(`http://127.0.0.1:${port}/${vendor}/manifest`)
  const manifest = (await body.json()) as { actions: Record<string, { description: string }> }
  return manifest.actions[action].description
}

function checkTypes(): Promise<void> {
  const options = '--noEmit --strict --target es2020 --module commonjs --esModuleInterop --skipLibCheck'.split(' ')
  const file = path.join(projectRoot, 'packages/destination-actions/src/destinations', FILE)
  return run(process.execPath, [require.resolve('typescript/bin/tsc'), ...options, file])
}

/** @throws Error when the program ends with anything but 0 */
async function run(program: string, args: string[]): Promise<void> {
  const child = spawn(program, args, { cwd: projectRoot, stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}.`)
}

/** Milliseconds. */
async function duration(what: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await what()
  return performance.now() - start
}
