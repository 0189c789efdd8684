import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** What a process prints that masks the secret `s3cret`, and how it ends. */
function printed(code: string) {
  const folder = path.join(__dirname, '..')
  const prepare = `
    const { maskOutput } = require(${JSON.stringify(path.join(folder, 'masked-output.ts'))})
    const { Secrets } = require(${JSON.stringify(path.join(folder, 'secrets.ts'))})
    const secrets = new Secrets()
    maskOutput(secrets)
    secrets.add('s3cret')
  `
  const args = ['--require', require.resolve('tsx/cjs'), '--eval', prepare + code]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { stdout, stderr, status }
}

describe('a process whose output is masked', () => {
  it('hides secrets in what a destination prints', () => {
    expect(printed("console.log('a', { key: 's3cret' }); console.error('s3cret')")).toEqual({
      stdout: "a { key: '<masked>' }\n",
      stderr: '<masked>\n',
      status: 0
    })
  })

  it.each(["setTimeout(() => { throw new Error('no s3cret') })", "void Promise.reject(new Error('no s3cret'))"])(
    'hides them in the error that ends it: %s',
    (code) => {
      const { stderr, status } = printed(code)
      expect(stderr).toMatch(
        /^A destination failed in a promise or callback that it did not await: Error: no <masked>\n/
      )
      expect(stderr).not.toContain('s3cret')
      expect(status).toBe(1)
    }
  )
})
