/**
 * Does what the README tells a new user to do, and compares what comes with what it shows.
 *
 * A `sh` block is run as it stands; when a `text` or `json` block follows, that is its output. Numbers of milliseconds,
 * dates and lengths may differ, and any free port takes the place of 3000. `git clone` is left out, and the block that
 * holds `npm start` is started and kept running until the end.
 */
const { spawn, spawnSync } = require('child_process')
const { once } = require('events')
const fs = require('fs')
const net = require('net')
const path = require('path')

const root = path.join(__dirname, '..')

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

/** The code blocks in their order. */
function blocks(port) {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8').replace(/localhost:3000/g, `localhost:${port}`)
  return [...readme.matchAll(/^```(sh|text|json)\n([^]*?)^```$/gm)].map(([, language, text]) => ({ language, text }))
}

/** Leaves out what differs from run to run. */
function stable(output) {
  return output
    .replace(/\d+(\.\d+)? ms/g, 'N ms')
    .replace(/"duration": [\d.]+/g, '"duration": N')
    .replace(/"date": "[^"]*"/g, '"date": "…"')
    .replace(/"content-length": "\d+"/g, '"content-length": "N"')
    .trim()
}

async function start(command, port) {
  const child = spawn('bash', ['-c', `exec ${command}`], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(port) }
  })
  let output = ''
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (/^Serving/m.test(output)) setTimeout(resolve, 200)
    })
    child.once('exit', (code) => reject(new Error(`${command} ended with exit code ${code}`)))
  })
  child.removeAllListeners('exit')
  return { output: () => output, stop: () => process.kill(-child.pid, 'SIGTERM') }
}

function runBlock(commands) {
  const { stdout, stderr, status } = spawnSync('bash', ['-ec', commands], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`Exit code ${status} of:\n${commands}\n${stderr}`)
  return stdout
}

function compare(commands, expected, actual) {
  // npm announces the script that it runs; the README leaves that out.
  if (stable(actual).endsWith(stable(expected))) return
  throw new Error(`The README shows another output of\n${commands}\nthan this:\n${stable(actual)}`)
}

async function main() {
  let server
  const port = await freePort()
  const all = blocks(port)
  try {
    for (const [index, { language, text }] of all.entries()) {
      if (language !== 'sh') continue
      const commands = text.replace(/^git clone .*\n(cd .*\n)?/gm, '')
      const expected = all[index + 1] && all[index + 1].language !== 'sh' ? all[index + 1].text : undefined
      console.log(commands.trim())
      if (/^npm start$/m.test(commands)) {
        server = await start('npm start', port)
        if (expected) compare(commands, expected, server.output())
      } else if (!/^npm test$/m.test(commands)) {
        const output = runBlock(commands)
        if (expected) compare(commands, expected, output)
      }
    }
  } finally {
    if (server) server.stop()
  }
}

main().catch((error) => {
  console.error(`test:readme: ${error.message}`)
  process.exitCode = 1
})
