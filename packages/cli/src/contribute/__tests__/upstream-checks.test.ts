import { requireNoFailure, runUpstreamChecks } from '../upstream-checks'
import { publication, upstreamRepository, write } from './upstream-repository'

const acme = publication({})

/** A program of npm that stands in for one of upstream's tools, in the clone's root or one of its packages. */
function install(repository: string, name: string, program: string, { bin = name, folder = '.' } = {}): void {
  const manifest = { name, version: '1.2.3', bin: { [bin]: './program.js' } }
  write(`${repository}/${folder}/node_modules/${name}`, {
    'package.json': JSON.stringify(manifest),
    'program.js': program
  })
}

const sayArguments = 'console.log(process.cwd(), ...process.argv.slice(2))'

/** A jest that counts as told, and ends with 1 when a test fails, as jest does. */
function jestThatCounts(passed: number, failed: number): string {
  const results = {
    numPassedTests: passed,
    numFailedTests: failed,
    numRuntimeErrorTestSuites: 0,
    numTotalTestSuites: 2
  }
  return `
    const file = process.argv[process.argv.indexOf('--outputFile') + 1]
    require('fs').writeFileSync(file, '${JSON.stringify(results)}')
    console.error(process.cwd(), process.argv[process.argv.length - 1], process.env.TZ)
    process.exitCode = ${failed > 0 ? 1 : 0}`
}

describe('runUpstreamChecks', () => {
  it('says plainly which tools are not installed', () => {
    const checks = runUpstreamChecks(upstreamRepository(), acme)
    expect(checks.map(({ tool, outcome }) => `${tool}: ${outcome}`)).toEqual([
      'prettier: not installed',
      'eslint: not installed',
      'tsc: not installed',
      'jest: not installed'
    ])
    expect(() => requireNoFailure(checks)).not.toThrow()
  })

  it("runs each tool on the destination alone, from where upstream runs it, in the clone's own version", () => {
    const repository = upstreamRepository({ [`${acme.path}/index.ts`]: '', [`${acme.path}/metadata.json`]: '' })
    write(repository, { [`${acme.path}/dist/index.js`]: 'built once' })
    install(repository, 'prettier', sayArguments)
    install(repository, 'eslint', sayArguments)
    install(repository, 'typescript', "console.log(require('fs').readFileSync(process.argv[3], 'utf8'))", {
      bin: 'tsc'
    })
    install(repository, 'jest', jestThatCounts(5, 0), { folder: 'packages/destination-actions' })
    const [prettier, eslint, tsc, jest] = runUpstreamChecks(repository, acme)
    expect(prettier).toEqual({
      tool: 'prettier 1.2.3',
      outcome: 'passed',
      said: `${repository} --check --ignore-unknown ${acme.path}/index.ts ${acme.path}/metadata.json`
    })
    expect(eslint).toMatchObject({ outcome: 'passed', said: `${repository} --ext .ts ${acme.path}` })
    expect(JSON.parse(tsc.said)).toMatchObject({
      extends: `${repository}/packages/destination-actions/tsconfig.json`,
      include: [`${repository}/${acme.path}`]
    })
    expect(jest).toMatchObject({
      tool: 'jest 1.2.3',
      outcome: 'passed',
      said: `${repository}/packages/destination-actions ${acme.path}/ UTC`,
      figures: { passed: 5, failed: 0, files: 2 }
    })
  })

  it('checks a device-mode destination with the settings of its package', () => {
    const repository = upstreamRepository()
    const web = publication({}, { place: { ...acme.place, mode: 'device' } })
    install(repository, 'typescript', "console.log(require('fs').readFileSync(process.argv[3], 'utf8'))", {
      bin: 'tsc'
    })
    install(repository, 'jest', jestThatCounts(5, 0), { folder: 'packages/browser-destinations' })
    const [, , tsc, jest] = runUpstreamChecks(repository, web)
    expect(JSON.parse(tsc.said).extends).toBe(`${repository}/packages/browser-destinations/tsconfig.build.json`)
    expect(jest.said).toContain(`${repository}/packages/browser-destinations `)
  })

  it.each([
    ['prettier', 'prettier', "console.log('index.ts'); process.exitCode = 1"],
    ['eslint', 'eslint', "console.error('no-var in index.ts'); process.exitCode = 1"],
    ['jest', 'jest', jestThatCounts(4, 1)],
    ['jest', 'jest', jestThatCounts(0, 0)]
  ])('refuses when %s finds something, and repeats what it said', (tool, name, program) => {
    const repository = upstreamRepository()
    install(repository, name, program)
    const checks = runUpstreamChecks(repository, acme)
    const failed = checks.filter(({ outcome }) => outcome === 'failed')
    expect(failed.map((check) => check.tool)).toEqual([`${tool} 1.2.3`])
    expect(() => requireNoFailure(checks)).toThrow(
      `── ${tool} 1.2.3\n${failed[0].said}\nUpstream's checks failed: ${tool} 1.2.3. Nothing was committed.`
    )
  })
})
