import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { ProbeDirectory } from '@partner-destinations/server/probe'
import { bin } from '../src/commands/__tests__/bin'

/** Starts `serve` and waits until it says that it serves. */
async function serve(args: string[], env: Record<string, string> = {}): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [bin, 'serve', ...args], { env: { ...process.env, ...env } })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/Serving/.test(said) && said.endsWith('\n')) resolve()
    })
    child.once('exit', () => reject(new Error(`serve ended: ${said}`)))
  })
  return { child, said }
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
})
