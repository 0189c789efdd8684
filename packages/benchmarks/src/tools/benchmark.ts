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
import { Catalog } from './catalog'
import type { ToolResults } from './results'

const ROUNDS = 7

const { vendor, action } = trackedDestination()

/** Two destinations of Segment's catalog. */
const [SERVED, ASKED] = ['slack', 'intercom']

/** The file of an action, from the folder of the destinations, that is saved again and again. */
const FILE = path.join(vendor, action, 'index.ts')

/** Times the tools, one after the other in each round. */
export async function benchmarkTools(): Promise<ToolResults> {
  const serveReady: number[] = []
  const saveToLive: number[] = []
  const emptyNode: number[] = []
  const typeCheck: number[] = []
  const serveAll: number[] = []
  const serveOne: number[] = []
  const firstAnswer: number[] = []
  const catalog = new Catalog()
  let destinations = 0
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
    serveAll.push(
      await timeServe(['--directory', catalog.path], async ({ port }) => {
        destinations = await countDestinations(port)
        firstAnswer.push(await duration(async () => void (await ask(port, `destinations/${ASKED}`))))
      })
    )
    serveOne.push(await timeServe([SERVED, '--directory', catalog.path], async () => undefined))
  }
  catalog.remove()
  console.log('Tools: npm test')
  const test = await duration(() => run('npm', ['test']))
  return {
    machine: machine(),
    rounds: ROUNDS,
    serveReady: spreadOf(serveReady),
    saveToLive: spreadOf(saveToLive),
    emptyNode: spreadOf(emptyNode),
    typeCheck: spreadOf(typeCheck),
    catalog: {
      destinations,
      serveAll: spreadOf(serveAll),
      serveOne: spreadOf(serveOne),
      firstAnswer: spreadOf(firstAnswer),
      toServeReady: {
        all: spreadOf(serveAll.map((time, round) => time / serveReady[round])),
        one: spreadOf(serveOne.map((time, round) => time / serveReady[round]))
      }
    },
    test
  }
}

/** Milliseconds until the server can be used. Then uses it, and stops it. */
async function timeServe(args: string[], use: (serve: ServeProcess) => Promise<void>): Promise<number> {
  let serve: ServeProcess | undefined
  try {
    const time = await duration(async () => {
      serve = await ServeProcess.start(args)
    })
    await use(serve as unknown as ServeProcess)
    return time
  } finally {
    await serve?.stop()
  }
}

async function countDestinations(port: number): Promise<number> {
  return ((await ask(port, 'destinations')) as { destinations: unknown[] }).destinations.length
}

/** @throws Error when the server answers with an error */
async function ask(port: number, route: string): Promise<unknown> {
  const { statusCode, body } = await request(`http://127.0.0.1:${port}/${route}`)
  const answer: unknown = await body.json()
  if (statusCode === 200) return answer
  throw new Error(`/${route} answered ${statusCode}: ${JSON.stringify(answer)}`)
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
  const manifest = (await ask(port, `${vendor}/manifest`)) as { actions: Record<string, { description: string }> }
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
