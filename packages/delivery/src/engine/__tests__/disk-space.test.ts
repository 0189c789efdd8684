import type { Store } from '../../store/store'
import { DiskSpace } from '../disk-space'

const mebibyte = 1024 * 1024

it('says once that the disk is nearly full, and once that it is not any more', async () => {
  const said: string[] = []
  let freeBytes = 0
  const line = (_values: object, message: string) => void said.push(message)
  const store = { space: async () => ({ freeBytes }) } as Partial<Store> as Store
  const disk = new DiskSpace(store, { info: line, warn: line, error: line })
  const problems: (string | undefined)[] = []
  for (freeBytes of [256 * mebibyte, 256 * mebibyte - 1, mebibyte, 257 * mebibyte]) {
    await disk.measure()
    problems.push(disk.problem)
  }
  const low = 'The disk of the store has less than 256 MiB left.'
  expect(problems).toEqual([undefined, low, low, undefined])
  expect(said).toEqual([low, 'The disk of the store has space again.'])
  expect(disk.freeBytes).toBe(257 * mebibyte)
})

it('has nothing to say of a store in memory', async () => {
  const fail = () => {
    throw new Error('Nothing to log.')
  }
  const store = { space: async () => undefined } as Partial<Store> as Store
  const disk = new DiskSpace(store, { info: fail, warn: fail, error: fail })
  await disk.measure()
  expect([disk.freeBytes, disk.problem]).toEqual([undefined, undefined])
})
