// Reads {"folder/name": "text of a test"} from stdin, and writes what prettier, eslint and TypeScript find wrong with
// each, were it saved in `__tests__` of that destination. A process of its own: jest cannot load eslint's configuration.
import path from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { ESLint } from 'eslint'
import prettier from 'prettier'
import ts from 'typescript'

const root = path.join(import.meta.dirname, '../../..')
const destinations = path.join(root, 'packages/destination-actions/src/destinations')
const files = Object.entries(JSON.parse(await text(process.stdin))).map(([id, code]) => {
  const [folder, name] = id.split('/')
  return { id, code, file: path.join(destinations, folder, '__tests__', `pasted-${name}.test.ts`) }
})

const projectService = {
  // The files don't exist on disk, so no tsconfig includes them.
  allowDefaultProject: files.map(({ file }) => path.relative(root, file)),
  maximumDefaultProjectFileMatchCount_THIS_WILL_SLOW_DOWN_LINTING: files.length
}
const overrideConfig = { languageOptions: { parserOptions: { projectService } } }
const eslint = new ESLint({ cwd: root, overrideConfig })

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(path.join(destinations, '../../tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  path.join(destinations, '../..')
)
const host = ts.createCompilerHost(options)
const readFile = host.readFile.bind(host)
const fileExists = host.fileExists.bind(host)
const codeOf = (name) => files.find(({ file }) => path.normalize(name) === file)?.code
host.readFile = (name) => codeOf(name) ?? readFile(name)
host.fileExists = (name) => codeOf(name) !== undefined || fileExists(name)
const program = ts.createProgram(
  files.map(({ file }) => file),
  { ...options, noEmit: true },
  host
)

const problems = {}
for (const { id, code, file } of files) {
  const lines = code.split('\n')
  const formatted = prettier.format(code, { ...prettier.resolveConfig.sync(file), filepath: file }).split('\n')
  const different = formatted.findIndex((line, index) => line !== lines[index])
  const [{ messages }] = await eslint.lintText(code, { filePath: file })
  const types = ts.getPreEmitDiagnostics(program, program.getSourceFile(file))
  const found = [
    ...(different === -1 ? [] : [`${different + 1}: ${lines[different]} (prettier: ${formatted[different]})`]),
    ...messages.map(({ ruleId, message, line }) => `${line}: ${message} (${ruleId})`),
    ...types.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  ]
  if (found.length > 0) problems[id] = found
}
process.stdout.write(JSON.stringify(problems))
