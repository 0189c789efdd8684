import { spawn } from 'node:child_process'
import type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProbeDirectory } from '@partner-destinations/server/probe'
import { bin, runBin } from '../src/commands/__tests__/bin'

/** Starts `serve` and waits until it says that it serves. */
async function serve(args: string[], env: Record<string, string> = {}): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [bin, 'serve', ...args], { env: { ...process.env, ...env } })
  return { child, said: await untilServing(child) }
}

async function untilServing(child: ChildProcessWithoutNullStreams): Promise<string> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/Serving/.test(said) && said.endsWith('\n')) resolve()
    })
    child.once('exit', () => reject(new Error(`serve ended: ${said}`)))
  })
  return said
}

async function stop(child: ChildProcess): Promise<number | null> {
  child.kill('SIGINT')
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

describe('serve, as a program', () => {
  it('says where it serves what, in the sandbox unless told otherwise, and ends with Ctrl+C', async () => {
    const { child, said } = await serve(['--no-open'], { PORT: '0' })
    expect(said).toMatch(/^Serving http:\/\/localhost:\d+\nRequests go to the sandbox: nothing leaves this machine\./)
    expect(said).toContain(
      '  Refersion (Actions)\n    POST /refersion/{createAffiliate, deleteAffiliate, event, delete,'
    )
    expect(await stop(child)).toBe(0)
  })

  it('says where the demo page is', async () => {
    const { child, said } = await serve(['--browser', '-n', '--port', '0'])
    expect(said).toMatch(/\n {2}Wishpond Web \(Actions\)\n {4}http:\/\/localhost:\d+\/browser\/\n$/)
    await stop(child)
  })

  it('says loudly that it is live', async () => {
    const { child, said } = await serve(['refersion', '--live', '-n', '--port', '0'])
    expect(said).toContain('*** LIVE: every request goes to the real vendors, and changes real data. ***')
    await stop(child)
  })

  it('says where and why a destination does not load, and serves the others', async () => {
    const directory = new ProbeDirectory()
    directory.save('acme/index.ts', 'export default {\n  actions: ;\n}')
    const { child, said } = await serve(['--directory', directory.path, '-n', '--port', '0'])
    expect(said).toContain('\n  acme does not load: acme/index.ts:2:12: Unexpected ";"\n  Probe (Actions)\n')
    await stop(child)
    directory.remove()
  })

  it('delivers to the sandbox with npm start -- --deliver, as the printed command says', async () => {
    const args = ['start', '--', '--deliver', '--intake-port', '0', '--no-open', '--port', '0']
    // A group of its own: Ctrl+C sends a signal to all of a group.
    const child = spawn('npm', args, { cwd: path.join(__dirname, '../../..'), detached: true })
    const said = await untilServing(child)
    const [, page] = /^Serving (\S+)$/m.exec(said) as RegExpExecArray
    const [, intake, call, key, body] = /^ {2}curl (\S+?)\/v1\/(\w+) -u (\w+:) -d '(.*)'$/m.exec(
      said
    ) as RegExpExecArray
    const response = await fetch(`http://${intake}/v1/${call}`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Basic ${Buffer.from(key).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded'
      }
    })
    const asked = async (route: string) => (await (await fetch(page + route)).json()) as { leads: object[] }
    let held: { leads: object[] } = { leads: [] }
    for (let waited = 0; held.leads.length === 0 && waited < 20_000; waited += 50) {
      await sleep(50)
      held = await asked('/sandbox/wishpond')
    }
    process.kill(-(child.pid as number), 'SIGINT')
    await once(child, 'exit')

    expect(response.status).toBe(200)
    expect(held).toMatchObject({ leads: [{ cid: 'u1', attributes: { email: 'ada@example.com' } }] })
  })

  it('does not deliver to the real vendors', async () => {
    const { stderr, code } = await runBin(['serve', '--deliver', '--live', '-n', '--port', '0'])
    expect(stderr).toContain("--live and --deliver can't be used together.")
    expect(code).toBe(2)
  })
})
