import { page } from '../page'
import { delivery, deliveryMemory } from './delivery-results'

const rows = (text: string) => text.split('\n').map((line) => line.replace(/ +/g, ' '))

describe('The section about delivery', () => {
  const lines = rows(page({ delivery }))

  it('shows in bold what misses a goal, not what just meets it', () => {
    expect(lines).toContain('| Good one, HTTPS | 2.00 (1.99–2.02) | 1.60 (1.59–1.62) | 4.00 (3.99–4.02) |')
    expect(lines).toContain(
      '| Costly one, HTTPS | **1.99 (1.98–2.01)** | **1.59 (1.58–1.61)** | **4.01 (4.00–4.03)** |'
    )
  })

  it('compares intake with the store alone', () => {
    expect(lines).toContain('| events/s | **0.59 (0.58–0.61)** | 29,500 | 50,000 |')
    expect(lines).toContain('| CPU per event | 2.00 | 40 | 20 |')
  })

  it('expects of two threads as much as the cores leave them', () => {
    expect(lines).toContain('| alone | **1.69 (1.68–1.71)** | 2.00 | 1,000 | 1,690 | 2,222 |')
    expect(lines).toContain('| together | 1.36 (1.35–1.38) | 1.60 | 2,500 | 3,400 | 4,000 |')
  })
})

it('The section about the memory of deliver says by how much it grew, and how long a start takes', () => {
  const text = page({ deliveryMemory })

  expect(text).toContain('| 2,000,000 | 1,000,000 | 40.5 MiB | 212.0 MiB |')
  expect(text).toContain('the heaps grew by at most 1.0 MiB, and the RSS by at most 15.0 MiB')
  expect(text).toContain('the engine was ready after 1.50 s')
})
