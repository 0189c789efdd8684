import type { Step } from '@partner-destinations/runner/wire'
import { callError, exchange } from '../../result/__tests__/steps'
import { hasTest } from '../jest-test'

const call = { folder: 'acme', action: 'send', payload: {}, settings: {} }

describe('a call', () => {
  it.each<[boolean, string, Step[]]>([
    [true, 'was answered', [exchange(200)]],
    [true, 'failed', [exchange(500), callError()]],
    [true, 'sent nothing', []],
    [false, 'tried what the sandbox refused', [callError('', { refused: 'a connection to kafka.example:9092' })]]
  ])('has a test to copy: %s, when it %s', (expected, _what, steps) => {
    expect(hasTest({ call, previews: [], steps })).toBe(expected)
  })
})
