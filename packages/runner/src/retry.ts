/** The codes of Node and of the framework for a request without a complete answer. Segment retries after these. */
const networkErrors = /^(ETIMEDOUT|ECONN\w+|EPIPE|EAI_AGAIN|ENOTFOUND|ERR_STREAM_PREMATURE_CLOSE)$/

/**
 * Whether Segment retries an event: after 408, 423, 429 and every 5xx except 501, and after a request without a
 * complete answer. This is the only place that decides it, for single events and for each event of a batch.
 * @param code of the error, if it has one: Node's or the framework's
 */
export function isRetried(status: number, code?: string): boolean {
  return [408, 423, 429].includes(status) || (status >= 500 && status !== 501) || isNetworkError(code)
}

/** Whether a code says that no whole answer came. */
export function isNetworkError(code: string | undefined): boolean {
  return networkErrors.test(code ?? '')
}

/** Whether a code says that no connection came about, so that nothing was sent. */
export function isNeverConnected(code: string | undefined): boolean {
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code ?? '')
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const month = `(?<month>${months.join('|')})`
const time = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)'

/** The three forms of a date in HTTP: the current one, and two old ones that we must still read. All are in UTC. */
const httpDates = [
  `^[A-Z][a-z]{2}, (?<day>\\d\\d) ${month} (?<year>\\d{4}) ${time} GMT$`,
  `^[A-Z][a-z]{5,8}, (?<day>\\d\\d)-${month}-(?<year>\\d\\d) ${time} GMT$`,
  `^[A-Z][a-z]{2} ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`
].map((form) => new RegExp(form))

/**
 * The time until which a vendor asks you to wait, as `toISOString()` writes it.
 * @param header the value of `Retry-After`: seconds, or a date in HTTP's form; null if there is none
 * @param now when the answer came, in milliseconds since 1970
 * @returns undefined if the header contains no time
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after and #section-5.6.7 for the dates
 */
export function retryAfterTime(header: string | null, now: number): string | undefined {
  const text = header?.trim() ?? ''
  // The RFC allows only whole seconds, but some vendors send fractions.
  const milliseconds = /^\d+(\.\d+)?$/.test(text) ? now + Math.ceil(Number(text) * 1000) : httpDate(text, now)
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** The time of a date in HTTP's form; NaN for any other text. */
function httpDate(text: string, now: number): number {
  const groups = httpDates.map((form) => form.exec(text)?.groups).find((found) => found !== undefined)
  if (!groups) return NaN
  const [day, hour, minute, second] = ['day', 'hour', 'minute', 'second'].map((part) => Number(groups[part]))
  const monthIndex = months.indexOf(groups.month)
  const year = groups.year.length === 2 ? fullYear(Number(groups.year), now) : Number(groups.year)
  const at = (seconds: number) => Date.UTC(year, monthIndex, day, hour, minute, seconds)
  // A second 60 is a leap second. It counts as the first second of the next minute.
  const isReal = new Date(at(Math.min(second, 59))).getUTCDate() === day && hour < 24 && minute < 60 && second <= 60
  return isReal ? at(second) : NaN
}

/** By the RFC, a year of two digits that seems to be more than 50 years ahead is in the past. */
function fullYear(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear()
  const year = thisYear - (thisYear % 100) + twoDigits
  return year > thisYear + 50 ? year - 100 : year
}
