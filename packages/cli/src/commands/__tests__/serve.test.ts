import path from 'node:path'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { vendorNames } from '@partner-destinations/vendors'
import { ProbeDirectory } from '@partner-destinations/server/probe'
import { useCommands } from './commands'

const runCommand = useCommands()

describe('serve', () => {
  it('names no path of this machine in its help', async () => {
    const { stdout } = await runCommand(['serve', '--help'])
    expect(stdout).toContain('packages/destination-actions/src/destinations')
    expect(stdout).not.toContain(path.join(__dirname, '../../../../..'))
  })

  it('ends with one line when the destination that was asked for does not load', async () => {
    const directory = new ProbeDirectory()
    directory.save('acme/index.ts', 'export default {\n  actions: ;\n}')
    const { stderr, code } = await runCommand(['serve', 'acme', '--directory', directory.path, '-n', '--port', '0'])
    directory.remove()
    expect(stderr.split('\n')).toContain('The destination acme does not load: acme/index.ts:2:12: Unexpected ";"')
    expect(code).toBe(1)
  })

  it('says in one line that the port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { stderr, code } = await runCommand(['serve', '--noUI', '--port', String(port)])
    taken.close()
    expect(stderr).toContain(`Port ${port} is in use. Choose another one with --port or the environment variable PORT.`)
    expect(code).toBe(1)
  })

  it('says so of the port of the WebSocket too', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { stderr, code } = await runCommand(['serve', 'wigzo', '--port', String(port - 1)])
    taken.close()
    expect(stderr).toContain(
      `Port ${port}, for the WebSocket that announces changes, is in use. Use another --port, or --no-open.`
    )
    expect(code).toBe(1)
  })

  it('says so of the port that takes events too', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { stderr, code } = await runCommand(['serve', '-n', '--port', '0', '--deliver', '--intake-port', `${port}`])
    taken.close()
    expect(stderr).toContain(`Port ${port}, which takes events, is in use. Choose another one with --intake-port.`)
    expect(code).toBe(1)
  })

  it.each([
    [['shopify'], `There is no destination "shopify"; there are: ${[...vendorNames].sort().join(', ')}.`],
    [['--browser', '--live'], "--live and --browser can't be used together."],
    [['--deliver', '--live'], "--live and --deliver can't be used together."],
    [['--intake-port', '8080'], '--intake-port needs --deliver.'],
    [['--directory', '/nowhere'], 'There is no folder /nowhere.'],
    [['--port', 'http'], '--port must be a number from 0 to 65534.'],
    [['--port', '70000'], '--port must be a number from 0 to 65534.'],
    [['--prot', '1'], 'There is no option --prot. Did you mean --port?']
  ])('refuses %j', async (args, message) => {
    const { stderr, code } = await runCommand(['serve', ...args])
    expect(stderr).toContain(message)
    expect(code).toBeGreaterThan(0)
  })
})
