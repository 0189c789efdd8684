import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { bin, runBin } from '../src/commands/__tests__/bin'

const identify = { type: 'identify', userId: 'u-1', traits: { email: 'jane.kim@example.com', firstName: 'Jane' } }

describe('send, as a program', () => {
  it('reads an event from standard input, and prints JSON for scripts', async () => {
    const input = JSON.stringify(identify)
    const { stdout, code } = await runBin(['send', 'wishpond', 'event', '--event', '-', '--json'], { input })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [{ preset: 'Identify Lead', action: 'identifyLead', response: { statusCode: 200 } }],
      payload: [{ userId: 'u-1' }]
    })
  })

  it('exits with 1 when the call failed, and says which field is wrong', async () => {
    const input = JSON.stringify({ type: 'identify', traits: {} })
    const { stdout, code } = await runBin(['send', 'wishpond', 'identifyLead', '--event', '-'], { input })
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /── Failed\nAggregateAjvError, status 400; Segment would not retry it\n"User ID" is missing\. .*\n$/
    )
  })

  it('is stopped by Ctrl+C, with a summary of what was sent', async () => {
    const page = { type: 'page', userId: 'u-1', properties: { url: 'https://shop.example/' } }
    const child = spawn(process.execPath, [bin, 'send', 'wigzo', 'trackPage', '--event', '-', '--json'])
    const output = text(child.stdout)
    const errors = text(child.stderr)
    const code = new Promise((resolve) => child.once('exit', (exitCode) => resolve(exitCode)))
    child.stdin.write(`${JSON.stringify(page)}\n`.repeat(12))
    await new Promise<void>((resolve) => {
      let seen = 0
      child.stdout.on('data', (chunk: Buffer) => {
        seen += chunk.toString().split('\n').length - 1
        if (seen === 12) resolve()
      })
    })
    child.kill('SIGINT')
    expect(await code).toBe(130)
    expect((await output).trim().split('\n')).toHaveLength(12)
    expect((await errors).trim().split('\n')).toEqual([
      'Stopped after line 12 of Standard input. The lines after it were not sent.',
      '12 events: 12 sent, 0 failed'
    ])
  })
})
