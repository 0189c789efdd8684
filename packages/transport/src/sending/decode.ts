import { promisify } from 'node:util'
import zlib from 'node:zlib'

type Decoder = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

/** Like browsers, node-fetch takes what came of a body that was compressed with small mistakes, or cut off. */
const lenient = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }

const [gunzip, inflate, inflateRaw, brotli] = [zlib.gunzip, zlib.inflate, zlib.inflateRaw, zlib.brotliDecompress].map(
  (decoder) => promisify(decoder as (body: Buffer, options: object, done: (e: Error | null, b: Buffer) => void) => void)
)

const gzip: Decoder = (body, options) => gunzip(body, { ...lenient, ...options })

/** Old servers leave out the header of the format. */
const deflate: Decoder = (body, options) => ((body[0] & 0x0f) === 0x08 ? inflate : inflateRaw)(body, options)

const decoders: Record<string, Decoder | undefined> = {
  gzip,
  'x-gzip': gzip,
  deflate,
  'x-deflate': deflate,
  br: brotli
}

/** What decodes a body with this `Content-Encoding`. Undefined if node-fetch leaves such a body as it is. */
export function decoderOf(coding: string | null): Decoder | undefined {
  return coding === null || !Object.hasOwn(decoders, coding) ? undefined : decoders[coding]
}
