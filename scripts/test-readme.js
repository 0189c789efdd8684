/**
 * Does what the README and the pages about `deliver` tell a user to do, and compares what comes with what they show.
 *
 * - A `sh` block is run as it stands; when a `text` or `json` block follows, that is its output.
 * - A block whose first line is a comment with the name of a file is saved as that file. A running `deliver` reads its
 *   config again.
 * - `npm start` and `./bin/run deliver` are started, and run until the pages end. `systemctl` stops and starts the latter.
 * - A `shell` block is not run: it needs an account, another machine, or root.
 *
 * Times, ages, dates, ids, lengths, the name of the user and where a line is cut may differ, and free ports take the places of those in the pages. `git clone` is left out.
 */
const { spawn, spawnSync } = require('child_process')
const { once } = require('events')
const fs = require('fs')
const net = require('net')
const os = require('os')
const path = require('path')

const root = path.join(__dirname, '..')

/** The pages that belong together are run one after the other, in one folder. */
const walks = [['README.md'], ['docs/deliver.md', 'docs/deliver-operating.md'], ['docs/replay.md'], ['docs/operate.md']]

/** The checkout of the pages: a folder in which the commands leave what they write. */
const shownFolder = '/home/you/partner-destinations'

/** Milliseconds in which a program has started, what was sent is delivered, and a saved config is used. */
const patience = 60_000

function pause() {
  return new Promise((resolve) => setTimeout(resolve, 100))
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

/** Leaves out what differs from run to run. */
function stable(output) {
  return output
    .replace(/\d+(\.\d+)? ms/g, 'N ms')
    .replace(/"(duration|\w+At|retriedMs)": [\d.]+/g, '"$1": N')
    .replace(/"(date|timestamp|receivedAt|messageId)": "[^"]*"/g, '"$1": "…"')
    .replace(/"content-length": "\d+"/g, '"content-length": "N"')
    .replace(/^(delivery_\w+(?:seconds|bytes)\S*) \S+$/gm, '$1 N')
    .replace(/\b(received|settled|at) +\d{4}-\S+Z/g, '$1 …')
    .replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\S+/gm, 'when  who')
    .replace(/\S*…$/gm, '…')
    .replace(/\b\d+[smhd]\b/g, 'N')
    .replace(/ {2,}/g, '  ')
    .trim()
}

function formatted(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}

/** The pages of one walk, with the folder, the ports, the variables and the programs of their commands. */
class Walk {
  constructor(pages, folder, ports) {
    this.pages = pages
    this.folder = folder
    /** By the ports in the pages. */
    this.ports = ports
    this.env = { ...process.env }
    this.programs = new Map()
  }

  static async prepare(pages) {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'test-readme-')))
    for (const name of ['bin', 'node_modules']) fs.symlinkSync(path.join(root, name), path.join(folder, name))
    const ports = new Map()
    for (const shown of [3000, 8080, 8081]) ports.set(String(shown), String(await freePort()))
    return new Walk(pages, folder, ports)
  }

  async run() {
    const blocks = this.pages.flatMap((page) => {
      const text = fs.readFileSync(path.join(root, page), 'utf8')
      return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language, block]) => ({ language, block }))
    })
    for (const [index, { language, block }] of blocks.entries()) {
      const [, file] = /^(?:#|\/\/) ([\w.-]+\.\w+)\n/.exec(block) ?? []
      if (file) await this.save(file, this.withFreePorts(block))
      if (language !== 'sh') continue
      console.log(block.trim())
      const commands = block.replace(/^git clone .*\n(cd .*\n)?/gm, '').trim()
      if (/^npm (test|ci)$/m.test(commands)) continue
      const next = blocks[index + 1]
      const expected = next && ['text', 'json'].includes(next.language) ? next.block : undefined
      this.compare(commands, expected, await this.do(commands, expected))
    }
  }

  async save(file, text) {
    const isConfig = file === 'delivery.yaml' && this.programs.has('./bin/run deliver')
    const before = isConfig ? await this.reloads() : 0
    fs.writeFileSync(path.join(this.folder, file), text)
    for (const end = Date.now() + patience; isConfig && (await this.reloads()) === before; await pause()) {
      if (Date.now() > end) throw new Error(`deliver does not use the saved ${file}.`)
    }
  }

  /** How often `deliver` has read another config. */
  async reloads() {
    const answer = await fetch(`http://127.0.0.1:${this.ports.get('8081')}/api/operations`)
    return (await answer.json()).filter(({ action }) => action === 'config').length
  }

  /** @param expected the output of a program that runs on, if the pages show it */
  async do(commands, expected) {
    if (commands === 'npm start' || commands === './bin/run deliver') return this.start(commands, expected)
    let output = ''
    for (const part of commands.split(/^(systemctl \w+ deliver)$/m)) {
      if (part === 'systemctl stop deliver') await this.stop('./bin/run deliver')
      else if (part === 'systemctl start deliver') await this.start('./bin/run deliver')
      else output += this.runCommands(part)
    }
    await this.settled()
    return output
  }

  /** The variables that the commands export are kept, as in a terminal. */
  runCommands(commands) {
    const { folder, env } = this
    const { stdout, stderr, status, output } = spawnSync(
      'bash',
      ['-ec', `${this.withFreePorts(commands)}\nenv -0 >&3`],
      { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'] }
    )
    if (status !== 0) throw new Error(`Exit code ${status} of:\n${commands}\n${stdout}${stderr}`)
    const variables = output[3].split('\0').filter((line) => line.includes('='))
    this.env = Object.fromEntries(
      variables.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])
    )
    return stdout
  }

  async start(command, expected) {
    const isDeliver = command !== 'npm start'
    const options = isDeliver ? ` --operate-port ${this.ports.get('8081')}` : ''
    const child = spawn('bash', ['-c', `exec ${command}${options}`], {
      // npm looks for the script in its folder.
      cwd: isDeliver ? this.folder : root,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...this.env, PORT: this.ports.get(isDeliver ? '8080' : '3000') }
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    this.programs.set(command, child)
    const isStarted = () => /^(Serving|Taking)[^]*\n$/m.test(output) && this.isAsExpected(expected, output)
    for (const end = Date.now() + patience; !isStarted() && Date.now() < end; await pause()) {
      if (child.exitCode === null) continue
      this.programs.delete(command)
      throw new Error(`${command} ended with exit code ${child.exitCode}`)
    }
    return output
  }

  async stop(command) {
    const child = this.programs.get(command)
    this.programs.delete(command)
    const ended = once(child, 'exit')
    process.kill(-child.pid, 'SIGTERM')
    const [code] = await ended
    if (command !== 'npm start' && code !== 0) throw new Error(`${command} ended with exit code ${code}`)
  }

  /** Waits until everything is delivered. */
  async settled() {
    if (!this.programs.has('./bin/run deliver')) return
    for (const end = Date.now() + patience; Date.now() < end; await pause()) {
      // While a command ran, a connection of before may have been closed.
      const answer = await fetch(`http://127.0.0.1:${this.ports.get('8081')}/api/counts`).catch(() => undefined)
      if (!answer) continue
      const counts = Object.values(await answer.json())
      if (counts.every(({ pending, inFlight }) => pending + inFlight === 0)) return
    }
    throw new Error('Not everything is delivered.')
  }

  async close() {
    for (const command of this.programs.keys()) await this.stop(command)
    fs.rmSync(this.folder, { recursive: true })
  }

  compare(commands, expected, output) {
    if (this.isAsExpected(expected, output)) return
    throw new Error(`The page shows another output of\n${commands}\nthan this:\n${stable(this.asShown(output))}`)
  }

  isAsExpected(expected, output) {
    if (expected === undefined) return true
    // npm announces the script that it runs; the README leaves that out.
    return stable(formatted(this.asShown(output))).endsWith(stable(formatted(expected)))
  }

  withFreePorts(text) {
    return text.replace(/(?<=(?:localhost|127\.0\.0\.1):)\d+/g, (port) => this.ports.get(port) ?? port)
  }

  asShown(output) {
    const shown = new Map([...this.ports].map(([port, free]) => [free, port]))
    return output
      .replace(/(?<=(?:localhost|127\.0\.0\.1):)\d+/g, (port) => shown.get(port) ?? port)
      .split(this.folder)
      .join(shownFolder)
  }
}

async function main() {
  const only = process.argv.slice(2)
  for (const pages of walks.filter((all) => only.length === 0 || all.some((page) => only.includes(page)))) {
    const walk = await Walk.prepare(pages)
    try {
      await walk.run()
    } finally {
      await walk.close()
    }
  }
}

main().catch((error) => {
  console.error(`test:readme: ${error.message}`)
  process.exitCode = 1
})
