import { writeFileSync } from 'node:fs'
import { pageFile, readPage, withTables } from './page'

writeFileSync(pageFile, withTables(readPage()))
