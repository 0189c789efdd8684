import { existsSync, readFileSync } from 'fs'
import { join } from 'path'
import { toIsoDate } from '../iso-date'

const NOON = '2024-02-29T12:00:00.000Z'

describe('toIsoDate', () => {
  describe('takes the date', () => {
    it.each([
      ['2024-02-29', '2024-02-29'],
      ['20240229', '2024-02-29'],
      ['2024-02', '2024-02-01'],
      ['2024', '2024-01-01'],
      ['2024-060', '2024-02-29'],
      ['2024060', '2024-02-29'],
      ['2024-366', '2024-12-31'],
      ['2023-365', '2023-12-31'],
      ['2024-W09-4', '2024-02-29'],
      ['2024W094', '2024-02-29'],
      ['2024-W09', '2024-02-26'],
      ['2024W09', '2024-02-26'],
      ['2000-02-29', '2000-02-29'],
      ['0000-01-01', '0000-01-01'],
      ['0099-12-31', '0099-12-31'],
      ['9999-12-31', '9999-12-31'],
      [20240229, '2024-02-29'],
      [2024060, '2024-02-29'],
      [2024, '2024-01-01'],
      ['  2024-02-29\n', '2024-02-29'],
      ['\u00a02024-02-29\u00a0', '2024-02-29']
    ])('%j', (value, day) => {
      expect(toIsoDate(value)).toBe(`${day}T00:00:00.000Z`)
    })
  })

  // The years whose first week begins in the year before, on 1 January, and latest; and those with 53 weeks.
  it.each([
    ['2020-W01-1', '2019-12-30'],
    ['2018-W01-1', '2018-01-01'],
    ['2021-W01-1', '2021-01-04'],
    ['2020-W53-7', '2021-01-03'],
    ['2015-W53-1', '2015-12-28']
  ])('takes the week date %s for %s', (value, day) => {
    expect(toIsoDate(value)).toBe(`${day}T00:00:00.000Z`)
  })

  it.each([
    '2024-02-29T12:00:00.000Z',
    '2024-02-29T12:00:00Z',
    '2024-02-29T12:00Z',
    '2024-02-29T12Z',
    '2024-02-29t12:00:00z',
    '2024-02-29 12:00:00',
    '2024-02-29T12:00:00',
    '20240229T120000Z',
    '20240229T1200Z',
    '20240229T12',
    '2024-060T12:00:00Z',
    '2024060T120000Z',
    '2024-W09-4T12:00:00Z',
    '2024W094T120000Z',
    '2024-02-29T13:00:00+01',
    '2024-02-29T13:00:00+0100',
    '2024-02-29T13:00:00+01:00',
    '2024-02-29 17:45:00+05:45',
    '2024-02-29T08:30:00-03:30',
    '2024-03-01T02:00:00+14:00',
    '2024-02-29T00:00:00-12:00',
    '2024-02-29T12:00:00+00:00',
    '2024-02-29T12:00:00-00:00'
  ])('takes %s for noon', (value) => {
    expect(toIsoDate(value)).toBe(NOON)
  })

  it.each([
    ['of a second', '2024-02-29T12:00:00.5Z', '12:00:00.500'],
    ['of a second, after a comma', '2024-02-29T12:00:00,25Z', '12:00:00.250'],
    ['of a second, which is cut after milliseconds', '2024-02-29T12:00:00.1239999999Z', '12:00:00.123'],
    ['of almost a whole second', '2024-02-29T12:00:00.999999999999999999Z', '12:00:00.999'],
    ['of a minute', '2024-02-29T12:30.5Z', '12:30:30.000'],
    ['of an hour', '2024-02-29T12,25Z', '12:15:00.000'],
    ['in the basic form', '20240229T123000.001Z', '12:30:00.001']
  ])('takes a fraction %s', (_what, value, time) => {
    expect(toIsoDate(value)).toBe(`2024-02-29T${time}Z`)
  })

  it('takes 24:00 for the end of the day', () => {
    expect(toIsoDate('2024-02-29T24:00:00Z')).toBe('2024-03-01T00:00:00.000Z')
  })

  it.each([
    ['seconds of 10 digits', 1709208000, NOON],
    ['seconds of 10 digits, as text', '1709208000', NOON],
    ['seconds with a fraction', 1709208000.25, '2024-02-29T12:00:00.250Z'],
    ['seconds of 9 digits', 100000000, '1973-03-03T09:46:40.000Z'],
    ['milliseconds of 13 digits', 1709208000000, NOON],
    ['milliseconds of 13 digits, as text', ' 1709208000000 ', NOON],
    ['milliseconds with a fraction', '1709208000000.9', NOON],
    ['milliseconds of 12 digits', 100000000000, '1973-03-03T09:46:40.000Z'],
    ['milliseconds of the first moment of 2000', 946684800000, '2000-01-01T00:00:00.000Z'],
    ['milliseconds of 13 digits that begin as a year does', 2024010203040, '2034-02-20T01:03:23.040Z'],
    ['seconds that would be hour 25 of a day', 2024010225, '2034-02-20T01:03:45.000Z'],
    ['seconds that would be a day in month 13', 2024130100, '2034-02-21T10:21:40.000Z'],
    ['seconds that would be 30 February', 2024023001, '2034-02-20T04:36:41.000Z'],
    ['seconds that would be 29 February 2023', '2023022912', '2034-02-08T14:48:32.000Z'],
    ['milliseconds that would be minute 60 of an hour', 202401020360, '1976-05-31T14:30:20.360Z'],
    ['milliseconds that would be a time in 1899', '189912312359', '1976-01-08T01:25:12.359Z'],
    ['milliseconds that would be a time in 2101', '210101010000', '1976-08-28T17:23:30.000Z']
  ])('takes a Unix time in %s', (_what, value, date) => {
    expect(toIsoDate(value)).toBe(date)
  })

  describe('takes no date and time without a T, nor takes it for a Unix time', () => {
    it.each([
      '202401020304',
      202401020304,
      ' 202401020304 ',
      '199901011230',
      '190001010000',
      '210012312359',
      '202402290000',
      '202401022400',
      '202401020304.5',
      '2024010203',
      2024010203,
      '1900010100',
      2100123123,
      '2024010224',
      2024010203.5
    ])('%j', (value) => {
      expect(toIsoDate(value)).toBeUndefined()
    })
  })

  describe('takes no day that does not exist', () => {
    it.each([
      '0000-00-00 00:00:00',
      '2024-00-01',
      '2024-13-01',
      '2024-01-00',
      '2024-02-30',
      '2023-02-29',
      '1900-02-29',
      '2024-04-31',
      '20230229',
      '2023-366',
      '2024-000',
      '2024-367',
      '2024-W00-1',
      '2021-W53-1',
      '2024-W54-1',
      '2024-W01-0',
      '2024-W01-8'
    ])('%s', (value) => {
      expect(toIsoDate(value)).toBeUndefined()
    })
  })

  describe('takes no time of day that does not exist', () => {
    it.each(['25:00', '24:01', '24:00:00.001', '12:60', '12:00:60', '12:00:00+24:00', '12:00:00+01:60'])(
      '%s',
      (time) => {
        expect(toIsoDate(`2024-02-29T${time}`)).toBeUndefined()
      }
    )
  })

  describe('takes no year before 0 or after 9999, also when only the offset leads there', () => {
    it.each([
      '+010000-01-01T00:00:00.000Z',
      '-000001-12-31T23:59:59.999Z',
      '0000-01-01T00:00:00+00:01',
      '9999-12-31T23:59:59-00:01',
      '9999-12-31T24:00:00Z'
    ])('%s', (value) => {
      expect(toIsoDate(value)).toBeUndefined()
    })
  })

  describe('takes nothing else', () => {
    it.each([
      '',
      ' ',
      'test 1',
      '1',
      'today',
      'null',
      'Invalid date',
      'January 1, 2024',
      '01/02/2024',
      '2024/01/02',
      '1.2.2024',
      'Thu, 29 Feb 2024 12:00:00 GMT',
      '2024-1-2',
      '24-01-02',
      '2024-0102',
      '202401-02',
      '202401',
      '2024-01-02T',
      '2024-01-02  12:00',
      '2024-01-02T12:00:00 +01:00',
      '2024-01-02T12:00:00 UTC',
      '2024-01-02T12:00:00+1',
      '2024-01-02T12:0000',
      '2024-01-02T1200:00',
      '2024-01-02T12:00:00.',
      '2024-01-02T12:00:00.5.5',
      '2024-01-02Z',
      '2024-01-02+01:00',
      '2024-01T12:00',
      '2024T12:00',
      '2024-W09T12:00',
      '12:00:00',
      'T12:00:00',
      '2024-01-02T12:00:00Z, or later',
      '2024-01-02\n2024-01-03',
      '२०२४-०१-०२'
    ])('the text %j', (value) => {
      expect(toIsoDate(value)).toBeUndefined()
    })

    it.each([
      0,
      1,
      -1,
      123456,
      20240230,
      2024.5,
      17092080000,
      17092080000000,
      -1709208000,
      1.7e300,
      NaN,
      Infinity,
      -Infinity
    ])('the number %p', (value) => {
      expect(toIsoDate(value)).toBeUndefined()
    })

    it.each([true, false, null, undefined, [], ['2024-01-02'], {}, new Date(0)])('%p', (value) => {
      expect(toIsoDate(value)).toBeUndefined()
    })
  })
})

describe('iso-date.ts', () => {
  const destinations = join(__dirname, '../..')
  // Each destination is released by itself: the other folder may be missing elsewhere.
  const copies = [join(destinations, 'wigzo/iso-date.ts')].filter(existsSync)
  const text = readFileSync(join(__dirname, '../iso-date.ts'), 'utf8')

  it('is the same file in each destination that has it', () => {
    expect(copies.filter((copy) => readFileSync(copy, 'utf8') !== text)).toEqual([])
  })
})
