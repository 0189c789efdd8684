/** The names of UTF-8 that the standard has, as far as code uses them. */
const namesOfUtf8 = ['utf-8', 'utf8', 'unicode-1-1-utf-8']

/** As the standard has it, for the bytes of a text in UTF-8. */
export class TextEncoder {
  readonly encoding = 'utf-8'

  encode(text = ''): Uint8Array {
    return new Uint8Array(Buffer.from(text))
  }

  /** Writes as many whole characters as fit. */
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const bytes = Buffer.from(target.buffer, target.byteOffset, target.byteLength)
    const written = bytes.write(text)
    return { read: bytes.toString('utf8', 0, written).length, written }
  }
}

/** As the standard has it, for UTF-8 and whole texts only. */
export class TextDecoder {
  readonly encoding = 'utf-8'
  readonly fatal: boolean
  readonly ignoreBOM: boolean

  /** @throws RangeError for another encoding */
  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false }: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    if (!namesOfUtf8.includes(label.trim().toLowerCase())) {
      throw new RangeError(`A function can decode UTF-8 only, and this is ${label}.`)
    }
    this.fatal = fatal
    this.ignoreBOM = ignoreBOM
  }

  /** @throws TypeError if the bytes are no UTF-8 and the decoder is fatal, or for a part of a text */
  decode(given: ArrayBuffer | ArrayBufferView = new ArrayBuffer(0), { stream = false } = {}): string {
    if (stream) throw new TypeError('A function can decode whole texts only.')
    const bytes = ArrayBuffer.isView(given)
      ? Buffer.from(given.buffer, given.byteOffset, given.byteLength)
      : Buffer.from(given)
    const text = bytes.toString()
    if (this.fatal && !Buffer.from(text).equals(bytes)) throw new TypeError('The bytes are no UTF-8.')
    return !this.ignoreBOM && text.startsWith('\uFEFF') ? text.slice(1) : text
  }
}

/** @throws Error for a character that is no byte */
export function btoa(given: unknown): string {
  const text = String(given)
  if (/[^\0-\xff]/.test(text)) throw invalidCharacter('btoa takes characters up to U+00FF only.')
  return Buffer.from(text, 'latin1').toString('base64')
}

/** @throws Error if the text is no base64 */
export function atob(given: unknown): string {
  const text = String(given).replace(/[\t\n\f\r ]/g, '')
  const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(text)
  const unpadded = text.length % 4 === 0 ? text.replace(/==?$/, '') : text
  if (!isBase64 || unpadded.includes('=') || unpadded.length % 4 === 1) throw invalidCharacter('This is no base64.')
  return Buffer.from(unpadded, 'base64').toString('latin1')
}

function invalidCharacter(message: string): Error {
  return Object.assign(new Error(message), { name: 'InvalidCharacterError' })
}
