/** A backslash, plain or encoded for a URL. */
const backslash = '(?:\\\\|%(?:25)*5[cC])'
const hex = '[0-9a-fA-F]'

/**
 * An encoded character: `\u002F` (two of these for a character beyond the 16th bit), `%2F`, any character that is not
 * ASCII, a control character or `+`; with all backslashes before it. A second encoding repeats only the start of a
 * character: `%252F`, `\\u002F`.
 */
const encodedCharacter = new RegExp(
  [
    `${backslash}+u([dD][89abAB]${hex}{2})${backslash}+u([dD][c-fC-F]${hex}{2})`,
    `${backslash}+u(${hex}{4})`,
    `${backslash}*(?:%(?:25)*(${hex}{2})|([^\\x00-\\x7f]|[\\b\\f\\n\\r\\t+]))`,
    `${backslash}+([^])?`
  ].join('|'),
  'gu'
)

/** What JSON writes for a control character; and the space, which forms write as `+`. */
const plainBytes: Record<string, string> = {
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '+': ' ',
  '\\': ''
}

/**
 * A text without its encodings: of a path, a query, a form, JSON, or of one of these inside another. Two texts with the
 * same meaning have the same `bytes`. Decoding loses something: backslashes are left out, so `\n` becomes `n`, and a
 * line break becomes an `n` too. So texts with different meanings can have the same `bytes`.
 */
export class DecodedText {
  /** The meaning of the text in UTF-8, one character per byte. */
  readonly bytes: string
  /** The parts of the text, encoded or not: where each begins, in the text and in `bytes`. */
  private readonly parts: { text: number; bytes: number; encoded: boolean }[] = []

  constructor(private readonly text: string) {
    let bytes = ''
    let end = 0
    const add = (encoded: boolean, from: number, to: number, meaning: string) => {
      if (from < to) this.parts.push({ text: from, bytes: bytes.length, encoded })
      bytes += meaning
      end = to
    }
    for (const match of text.matchAll(encodedCharacter)) {
      add(false, end, match.index, text.slice(end, match.index))
      add(true, match.index, match.index + match[0].length, meaningOf(match))
    }
    add(false, end, text.length, text.slice(end))
    this.bytes = bytes
  }

  /** The place in the text of the range from `start` to `end` in `bytes`. */
  place(start: number, end: number): [start: number, end: number] {
    const first = this.parts[this.partAt(start)]
    const lastIndex = this.partAt(end - 1)
    const last = this.parts[lastIndex]
    return [
      first.encoded ? first.text : first.text + start - first.bytes,
      last.encoded ? this.parts[lastIndex + 1]?.text ?? this.text.length : last.text + end - last.bytes
    ]
  }

  /** The index of the last part that begins at or before this byte. */
  private partAt(byte: number): number {
    let low = 0
    let high = this.parts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.parts[middle].bytes <= byte) low = middle
      else high = middle - 1
    }
    return low
  }
}

function meaningOf([, high, low, unit, byte, character, escaped]: RegExpMatchArray): string {
  if (byte !== undefined) return plain(String.fromCharCode(parseInt(byte, 16)))
  const units = [high, low, unit].filter((code) => code !== undefined).map((code) => parseInt(code, 16))
  const meaning = units.length > 0 ? String.fromCharCode(...units) : character ?? escaped ?? ''
  return Array.from(Buffer.from(meaning).toString('latin1'), plain).join('')
}

function plain(byte: string): string {
  return plainBytes[byte] ?? byte
}
