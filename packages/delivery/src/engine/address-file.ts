import fs from 'node:fs'

/**
 * Writes beside a store where the process that has it open can be reached. Only its owner can read it.
 * @param store the file of the store
 * @returns removes the file
 */
export function writeAddressFile(store: string, url: string): () => void {
  const file = `${store}.address`
  const draft = `${file}.new`
  fs.rmSync(draft, { force: true }) // or it would keep its mode
  fs.writeFileSync(draft, `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 })
  // Nobody sees half of it.
  fs.renameSync(draft, file)
  return () => fs.rmSync(file, { force: true })
}
