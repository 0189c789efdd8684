import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readServerUrl } from '../server-url'
import type { ServerAddress } from '../server-url'

let folder: string
let passfile: string

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'server-url-'))
  passfile = path.join(folder, 'pgpass')
  const lines = [
    '# host:port:database:user:password',
    'other:*:*:*:of-another',
    'db:5432:app:ann:p\\:a\\\\ss',
    '*:*:*:*:of-anybody'
  ]
  fs.writeFileSync(passfile, lines.join('\n'), { mode: 0o600 })
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

async function passwordOf({ password }: ServerAddress): Promise<string | undefined> {
  return typeof password === 'function' ? password() : password
}

it.each<[url: string, env: NodeJS.ProcessEnv, expected: Partial<ServerAddress>]>([
  [
    'postgres://ann:s3cret@db:6000/app',
    {},
    { host: 'db', port: 6000, database: 'app', user: 'ann', password: 's3cret', shown: 'postgres://db:6000/app' }
  ],
  ['postgresql://ann@db/app', {}, { host: 'db', port: 5432, database: 'app', user: 'ann', ssl: undefined }],
  ['postgres://ann:a%2Fb%40c@db/app', {}, { password: 'a/b@c' }],
  ['postgres://ann@db', {}, { database: 'ann' }],
  [
    'postgres://',
    { PGHOST: 'h', PGPORT: '1', PGDATABASE: 'd', PGUSER: 'u', PGPASSWORD: 'p' },
    { host: 'h', port: 1, database: 'd', user: 'u', password: 'p' }
  ],
  ['postgres://ann:mine@db/app', { PGPASSWORD: 'other' }, { password: 'mine' }],
  ['postgres://ann@db/app?sslmode=disable', {}, { ssl: false }],
  ['postgres://ann@db/app?sslmode=require', {}, { ssl: { rejectUnauthorized: false } }],
  ['postgres://ann@db/app?sslmode=verify-full', {}, { ssl: {} }],
  ['postgres://ann@db/app', { PGSSLMODE: 'verify-full' }, { ssl: {} }]
])('reads %s with %j', (url, env, expected) => {
  expect(readServerUrl(url, env)).toMatchObject(expected)
})

it.each<[what: string, url: string, expected: string]>([
  ['the first line that fits', 'postgres://ann@db/app', 'p:a\\ss'],
  ['a line for anybody', 'postgres://bob@db/app', 'of-anybody']
])('takes the password from a file: %s', async (_what, url, expected) => {
  expect(await passwordOf(readServerUrl(url, { PGPASSFILE: passfile }))).toBe(expected)
  expect(await passwordOf(readServerUrl(`${url}?passfile=${encodeURIComponent(passfile)}`, {}))).toBe(expected)
})

it('refuses a password file that others can read, and one that is not there', async () => {
  const open = path.join(folder, 'open')
  fs.writeFileSync(open, '*:*:*:*:secret', { mode: 0o644 })
  await expect(passwordOf(readServerUrl('postgres://ann@db/app', { PGPASSFILE: open }))).rejects.toThrow(
    `Others can read the password file ${open}. Run: chmod 600 ${open}`
  )
  const missing = path.join(folder, 'missing')
  await expect(passwordOf(readServerUrl('postgres://ann@db/app', { PGPASSFILE: missing }))).rejects.toThrow('ENOENT')
})

it.each([
  ['postgres://ann:s3cret@db:port/app', 'The "store" is not a URL of PostgreSQL.'],
  ['postgres://ann:s3cret@db/app?sslmode=verify-full&sslrootcert=/nowhere.pem', 'The file /nowhere.pem'],
  ['postgres://ann:s3cret@db/app?sslmode=verify-ca', 'sslrootcert']
])('refuses %s, and says no secret', (url, message) => {
  const reading = () => readServerUrl(url, {})
  expect(reading).toThrow(expect.objectContaining({ name: 'StoreOpenError' }))
  expect(reading).toThrow(message)
  expect(reading).not.toThrow(/s3cret/)
})
