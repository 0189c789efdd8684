import fs from 'node:fs'
import { pipeline, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'

/** The first two bytes of what gzip packs. */
const gzipMark = 0x1f8b

/** Bytes that are read at a time. */
const chunkSize = 256 * 1024

/** The contents of a file, unpacked if gzip has packed it. */
export class FileBytes {
  /** Bytes that were read of the file, as it is on disk. */
  bytesRead = 0
  /** Why it ends too early, in a sentence. Known at its end. */
  problem?: string

  /** @param file its path, what people know it as, and how many bytes count: more may be appended meanwhile */
  constructor(private readonly file: { path: string; name: string; size: number }) {}

  /**
   * Its bytes, in pieces.
   * @throws BadInputError if the file can't be read
   */
  async *chunks(): AsyncGenerator<Buffer> {
    const { path, name, size } = this.file
    if (size === 0) return
    try {
      const unpacking = (await isPacked(path)) ? [createGunzip({ chunkSize })] : []
      const source = fs.createReadStream(path, { highWaterMark: chunkSize, end: size - 1 })
      const stages = [this.counter(), ...unpacking]
      // Its error is thrown by the last stage.
      pipeline([source, ...stages], () => undefined)
      for await (const chunk of stages[stages.length - 1] as AsyncIterable<Buffer>) yield chunk
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (!code?.startsWith('Z_')) throw new BadInputError(fileProblem(name, 'read', error))
      this.problem =
        code === 'Z_BUF_ERROR'
          ? 'The gzip data end too early: a part of the file is missing.'
          : 'The gzip data are damaged here. The rest of the file was not read.'
    }
  }

  private counter(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.bytesRead += chunk.length
        done(null, chunk)
      }
    })
  }
}

async function isPacked(path: string): Promise<boolean> {
  const file = await fs.promises.open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer.readUInt16BE() === gzipMark
  } finally {
    await file.close()
  }
}
