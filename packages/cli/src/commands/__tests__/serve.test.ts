import path from 'node:path'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { vendorNames } from '@partner-destinations/vendors'
import { ProbeDirectory } from '@partner-destinations/server/probe'
import { bin, runBin } from './bin'

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

describe('serve', () => {
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

  it('names no path of this machine in its help', async () => {
    const { stdout } = await runBin(['serve', '--help'])
    expect(stdout).toContain('packages/destination-actions/src/destinations')
    expect(stdout).not.toContain(path.join(__dirname, '../../../../..'))
  })

  it('says loudly that it is live', async () => {
    const { child, said } = await serve(['refersion', '--live', '-n', '--port', '0'])
    expect(said).toContain('*** LIVE: every request goes to the real vendors, and changes real data. ***')
    await stop(child)
  })

  describe('with a destination that does not load', () => {
    const directory = new ProbeDirectory()
    const why = 'acme does not load: acme/index.ts:2:12: Unexpected ";"'
    beforeAll(() => directory.save('acme/index.ts', 'export default {\n  actions: ;\n}'))
    afterAll(() => directory.remove())

    it('serves the others, and says where and why this one does not load', async () => {
      const { child, said } = await serve(['--directory', directory.path, '-n', '--port', '0'])
      expect(said).toContain(`\n  ${why}\n  Probe (Actions)\n`)
      await stop(child)
    })

    it('ends with one line when it is the one that was asked for', async () => {
      const { stderr, code } = await runBin(['serve', 'acme', '--directory', directory.path, '-n', '--port', '0'])
      expect(stderr.split('\n')).toContain(`The destination ${why}`)
      expect(code).toBe(1)
    })
  })

  it('says in one line that the port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { stderr, code } = await runBin(['serve', '--noUI', '--port', String(port)])
    taken.close()
    expect(stderr).toContain(`Port ${port} is in use. Choose another one with --port or the environment variable PORT.`)
    expect(code).toBe(1)
  })

  it('says so of the port of the WebSocket too', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { stderr, code } = await runBin(['serve', 'wigzo', '--port', String(port - 1)])
    taken.close()
    expect(stderr).toContain(
      `Port ${port}, for the WebSocket that announces changes, is in use. Use another --port, or --no-open.`
    )
    expect(code).toBe(1)
  })

  it.each([
    [['shopify'], `There is no destination "shopify"; there are: ${[...vendorNames].sort().join(', ')}.`],
    [['--browser', '--live'], '--live=true cannot also be provided when using --browser'],
    [['--directory', '/nowhere'], 'There is no folder /nowhere.'],
    [['--port', 'http'], 'Expected an integer but received: http'],
    [['--port', '70000'], '70000']
  ])('refuses %j', async (args, message) => {
    const { stderr, code } = await runBin(['serve', ...args])
    expect(stderr).toContain(message)
    expect(code).toBeGreaterThan(0)
  })
})
