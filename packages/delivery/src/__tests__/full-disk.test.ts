import fs from 'node:fs/promises'
import workerThreads from 'node:worker_threads'
import { events, useEngine } from './running-engine'

const running = useEngine()

/** What the writing thread of the store may do, in memory that it shares: see `limited-store-thread.ts`. */
const disk = new Int32Array(new SharedArrayBuffer(8))
const [anyPages, commits, fails] = [0, 0, 1]

beforeEach(() => {
  disk.fill(0)
  const { Worker } = workerThreads
  // The threads of the store are started with a connection whose disk can be full.
  jest.spyOn(workerThreads, 'Worker').mockImplementation((file, options = {}) => {
    if (!String(file).includes('store-thread-main')) return new Worker(file, options)
    const workerData = { ...(options.workerData as object), disk }
    return new Worker(require.resolve('./limited-store-thread'), { ...options, workerData })
  })
})
afterEach(() => jest.restoreAllMocks())

const setDisk = (pages: number, commit = commits) => {
  disk[0] = pages
  disk[1] = commit
}

describe('a disk that is full', () => {
  it.each<[string, () => void]>([
    ['the file cannot grow', () => setDisk(40)],
    ['no transaction can be written', () => setDisk(anyPages, fails)]
  ])('refuses events, says so, and goes on by itself when there is space: %s', async (_what, fill) => {
    const engine = await running.start()
    const acknowledged = events('m', 20)
    expect((await running.send(...acknowledged)).status).toBe(200)
    await running.delivered(20)
    fill()

    const large = Array.from({ length: 200 }, (_, index) => ({
      id: `l${index}`,
      userId: `${index}${'u'.repeat(1_000)}`
    }))
    const refused = await running.send(...large)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await refused.json()).toEqual({ error: 'Events cannot be stored now. Retry later.' })
    expect((await engine.unreadiness()).join(' ')).toContain('The disk of the store is full. Free some space')

    setDisk(anyPages)
    expect((await running.send(...large)).status).toBe(200)
    await running.delivered(220)
    expect(await engine.unreadiness()).toEqual([])
    // What was refused was not delivered before.
    expect(running.asked).toHaveLength(220)
    expect(running.lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining(["The store can't write.", 'The store can write again.'])
    )
  })

  it('settles what is in flight once there is space, and sends nothing twice', async () => {
    running.answer(() => {
      setDisk(anyPages, fails)
      return {}
    })
    await running.start()
    await running.send(...events('m', 5))
    await running.until(() => running.lines.some(({ message }) => message.startsWith('The store does not settle.')))
    setDisk(anyPages)
    running.answer(() => ({}))
    await running.delivered(5)
    expect(running.asked).toHaveLength(5)
  })

  it('at the start is said, with what to do', async () => {
    setDisk(anyPages, fails)
    await expect(running.start()).rejects.toMatchObject({
      name: 'StoreOpenError',
      message: `The store ${running.store} can't be opened. The disk of the store is full. Free some space: then deliveries go on.`
    })
  })

  it('lets delivery stop and start again', async () => {
    const engine = await running.start()
    await engine.pause('acme')
    await running.send(...events('m', 5))
    setDisk(anyPages, fails)
    await engine.stop(100)
    setDisk(anyPages)
    await running.start()
    await running.engine.resume('acme')
    await running.delivered(5)
  })

  it('is announced before it is full', async () => {
    jest.spyOn(fs, 'statfs').mockResolvedValue({ bavail: 100, bsize: 1024 * 1024 } as never)
    const engine = await running.start()
    expect(await engine.unreadiness()).toEqual(['The disk of the store has less than 256 MiB left.'])
    expect(engine.freeDiskBytes()).toBe(100 * 1024 * 1024)
    // It still takes events.
    expect((await running.send({ id: 'm' })).status).toBe(200)
  })
})

describe('a file that is damaged', () => {
  /** Overwrites every page but the first ones. */
  async function damage(): Promise<void> {
    const bytes = await fs.readFile(running.store)
    bytes.fill(0x5a, 4096)
    await fs.writeFile(running.store, bytes)
  }

  it('is refused at the start with what to do, and let go of', async () => {
    const engine = await running.start()
    await running.send(...events('m', 200))
    await running.delivered(200)
    await engine.stop()
    await damage()
    const why = { name: 'StoreOpenError', message: expect.stringContaining('is damaged') as string }
    await expect(running.start()).rejects.toMatchObject(why)
    // Not "Another process has the store".
    await expect(running.start()).rejects.toMatchObject(why)
  })

  it('while delivery runs makes it not ready, and acknowledges nothing', async () => {
    const engine = await running.start()
    await engine.pause('acme')
    await running.send(...events('m', 200))
    await engine.stop()
    await running.start()
    await damage()
    // The log still has pages, and the cache; new ones come from the file.
    await running.until(
      async () => (await running.send({ id: String(Math.random()), userId: 'u'.repeat(10_000) })).status !== 200
    )
    expect((await running.engine.unreadiness()).join(' ')).toContain('The file of the store is damaged.')
  })
})
