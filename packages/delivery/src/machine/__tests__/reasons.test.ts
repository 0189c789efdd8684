import fs from 'node:fs'
import path from 'node:path'
import { codes } from '../reasons'

const docs = fs.readFileSync(path.join(__dirname, '../../../../../docs/deliver-operating.md'), 'utf8')

it.each(Object.keys(codes))('the table of codes in the docs has %s', (code) => {
  const codesOfTable = docs.match(/^\| (`[^|]*`) +\|.*$/gm) ?? []
  expect(codesOfTable.some((row) => row.split('|')[1].includes(`\`${code}\``))).toBe(true)
})
