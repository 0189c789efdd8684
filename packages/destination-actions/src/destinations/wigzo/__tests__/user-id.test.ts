import { toWigzoUserId } from '../user-id'

describe('toWigzoUserId', () => {
  it.each([
    ['user-123', 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482'],
    ['507f191e810c19729de860ea', '99d5772d-fb61-4b34-a471-b204bcb6856f'],
    // Calculated with another implementation of HMAC.
    ['userId123', '186b3776-a0ce-401c-b5f5-9edecadba55c'],
    ['naïve – 用户', 'f4540b00-6bd9-4fb6-a08c-9b428e34a1bf']
  ])('derives for %s the UUID that it has for ever', (id, uuid) => {
    expect(toWigzoUserId(id)).toBe(uuid)
  })

  it('leaves a version-4 UUID as it is', () => {
    expect(toWigzoUserId('5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90')).toBe('5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90')
  })

  it('writes a version-4 UUID in lower case', () => {
    expect(toWigzoUserId('5F0C2A1E-8D3B-4C6F-9A7E-2B1D4E6F8A90')).toBe('5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90')
  })

  it('derives a version-4 UUID from a UUID of another version, which Wigzo does not take', () => {
    expect(toWigzoUserId('6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe('1af46b36-0924-456f-bbbe-299ccead8866')
  })

  it.each(['', 'x', '5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90 ', ' 5f0c2a1e-8d3b-4c6f-9a7e-2b1d4e6f8a90'])(
    'returns a version-4 UUID for %j',
    (id) => {
      expect(toWigzoUserId(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
  )
})
