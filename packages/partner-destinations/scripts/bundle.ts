import fs from 'node:fs'
import path from 'node:path'
import { demoFiles } from '@partner-destinations/browser-destinations'
import { build } from 'esbuild'
import type { Metafile, Plugin } from 'esbuild'
import { entry } from './entry'

export const projectRoot = path.join(__dirname, '../../..')

/** Of the package that people work on: it decides about their versions. */
const toolsOfTheProject = ['typescript', 'prettier', 'json-schema-to-typescript']

/** What the program starts as a process or a thread of its own, by the name of the module. */
const started = {
  'destination-process-main': 'packages/server/src/destination-process-main.ts',
  'destination-thread-main': 'packages/server/src/delivery/destination-thread-main.ts',
  'store-thread-main': 'packages/delivery/src/store/libsql/store-thread-main.ts'
}

/** The transport has its own version of undici. */
const dispatchers = path.join(
  path.dirname(require.resolve('undici', { paths: [path.join(projectRoot, 'packages/transport')] })),
  'lib/dispatcher'
)

/** What the transport needs of undici. `fetch` and WebSockets are the larger part of it. */
const partsOfUndici = { Agent: 'agent.js', Client: 'client.js' }

/**
 * Bundles the program and what it starts: a file for each process and thread, so none has a module twice. All are
 * CommonJS, since that is what the framework's copy can be chosen for.
 * @param dependencies what the package doesn't bring along
 * @returns what is in the files
 */
export async function bundlePrograms(folder: string, dependencies: string[]): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: {
      main: 'entry-of-the-program',
      ...Object.fromEntries(Object.entries(started).map(([name, file]) => [name, path.join(projectRoot, file)]))
    },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'], // jsonc-parser's `main` can't be bundled
    external: dependencies,
    banner: { js: "var packageFolder = __dirname, bundleUrl = require('url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'bundleUrl' },
    // Names of classes and functions are in errors and stacks.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none', // third-party-licenses.txt has them all
    metafile: true,
    logLevel: 'warning',
    plugins: [
      generated('entry-of-the-program', entry),
      // oclif only asks yes or no, and the other prompts are a third of the bundle.
      generated('@inquirer/prompts', "export { default as confirm } from '@inquirer/confirm'"),
      generated(
        'undici',
        Object.entries(partsOfUndici)
          .map(([name, file]) => `export { default as ${name} } from ${JSON.stringify(path.join(dispatchers, file))}`)
          .join('\n')
      ),
      englishOnly,
      otherBundles,
      foldersOfSources,
      projectTools,
      demoPage
    ]
  })
  return metafile
}

/** A module that is written here. */
function generated(name: string, contents: string): Plugin {
  return {
    name,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }))
      build.onLoad({ filter: /^/, namespace: name }, () => ({ contents, resolveDir: __dirname }))
    }
  }
}

/** zod brings its messages in fifty languages. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup(build) {
    build.onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'"
    }))
  }
}

/** The other bundles lie beside the program's own. */
const otherBundles: Plugin = {
  name: 'other-bundles',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^\\./(${Object.keys(started).join('|')})$`) }, ({ kind, path }) =>
      kind === 'require-resolve' ? { path: `${path}.js`, external: true } : undefined
    )
  }
}

/**
 * The package is laid out as the project is. Each source keeps its folder, and finds from there the files that come
 * along, such as the tester's page.
 */
const foldersOfSources: Plugin = {
  name: 'folders-of-sources',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const source = await fs.promises.readFile(file, 'utf8')
      const folder = path.relative(projectRoot, path.dirname(file)).split(path.sep).join('/')
      const contents = source.replace(/\b__dirname\b/g, `require('node:path').join(packageFolder, '${folder}')`)
      return { contents, loader: 'ts' }
    })
  }
}

/** A command loads these tools when it needs them, from the folder that it runs in. */
const projectTools: Plugin = {
  name: 'project-tools',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(${toolsOfTheProject.join('|')})$`) }, ({ path: tool }) => {
      return { path: tool, namespace: 'project-tools' }
    })
    build.onLoad({ filter: /^/, namespace: 'project-tools' }, ({ path: tool }) => ({
      contents: `module.exports = require('./project-tool').loadProjectTool('${tool}')`,
      resolveDir: path.join(__dirname, '../src')
    }))
  }
}

/** The files of the demo page are made now: what makes them is large. `writeDemoPage` writes them. */
const demoPage: Plugin = {
  name: 'demo-page',
  setup(build) {
    build.onResolve({ filter: /^@partner-destinations\/browser-destinations$/ }, ({ path }) => {
      return { path, namespace: 'demo-page' }
    })
    build.onLoad({ filter: /^/, namespace: 'demo-page' }, () => {
      const files = [...demoFiles].map(([name, { type }]) => {
        const file = `join(packageFolder, 'demo', ${JSON.stringify(fileNameOf(name))})`
        return `[${JSON.stringify(name)}, { type: ${JSON.stringify(type)}, text: () => readFile(${file}, 'utf8') }]`
      })
      return {
        contents: [
          "import { readFile } from 'node:fs/promises'",
          "import { join } from 'node:path'",
          `export const demoFiles = new Map([${files.join(', ')}])`
        ].join('\n'),
        resolveDir: __dirname
      }
    })
  }
}

/** Writes the files of the demo page of device-mode destinations. */
export async function writeDemoPage(folder: string): Promise<void> {
  fs.mkdirSync(path.join(folder, 'demo'))
  for (const [name, { text }] of demoFiles) {
    fs.writeFileSync(path.join(folder, 'demo', fileNameOf(name)), await text())
  }
}

/** The page itself has no name. */
function fileNameOf(name: string): string {
  return name === '' ? 'page.html' : name
}
