import path from 'node:path'
import { build } from 'esbuild'
import type { BuildOptions } from 'esbuild'

const packageFolder = path.join(__dirname, '..')

/** What a bundle must run in: browsers that have ES2020, as upstream's. */
const forBrowsers: BuildOptions = {
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2020',
  platform: 'browser',
  absWorkingDir: packageFolder,
  logLevel: 'silent'
}

/**
 * One script with everything that a destination needs on a page. As upstream's, it puts the destination on the window,
 * under the name `<folder>Destination`, where analytics.js finds it.
 *
 * @param folder the destination's folder, such as `acme-web`
 * @param entry the file in it to begin with; by default its source
 * @throws esbuild's error, which says where, when something in it cannot be bundled
 */
export function bundleDestination(folder: string, entry = 'src/index.ts'): Promise<string> {
  return bundle({
    stdin: {
      contents: `import destination from './${entry}'\nwindow['${folder}Destination'] = destination`,
      resolveDir: path.join(packageFolder, 'destinations', folder)
    },
    minify: true
  })
}

/** The part of such a script that is the same for every destination: Segment's runtime. */
export function bundleRuntime(): Promise<string> {
  const modules = ['shim', 'plugin'].map((name) => `export * from '@segment/browser-destination-runtime/${name}'`)
  return bundle({
    stdin: { contents: modules.join('\n'), resolveDir: packageFolder },
    globalName: 'runtime',
    minify: true
  })
}

/** The script of a page, with everything that it imports. */
export function bundlePage(file: string): Promise<string> {
  return bundle({ entryPoints: [file] })
}

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles = [] } = await build({ ...forBrowsers, ...options, write: false })
  return outputFiles[0].text
}
