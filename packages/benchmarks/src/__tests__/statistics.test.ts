import { ratios, spreadOf } from '../statistics'

describe('A spread', () => {
  it('has the middle figure, and the borders of the middle half', () => {
    expect(spreadOf([50, 10, 40, 20, 30])).toEqual({ median: 30, low: 20, high: 40 })
  })

  it('lies between two figures when none is in the middle', () => {
    expect(spreadOf([1, 2, 3, 4])).toEqual({ median: 2.5, low: 1.75, high: 3.25 })
  })

  it('is one figure when there is one', () => {
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 })
  })

  it('does not exist without figures', () => {
    expect(() => spreadOf([])).toThrow(RangeError)
  })
})

it('ratios are taken pair by pair', () => {
  expect(ratios([1, 6], [2, 3])).toEqual([0.5, 2])
})
