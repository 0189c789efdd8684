import { loadScript } from '@segment/browser-destination-runtime/load-script'
import { createPlugins, load, putTracker, send } from '../__helpers__/plugins'

jest.mock('@segment/browser-destination-runtime/load-script')
const loadScriptMock = loadScript as jest.Mock

beforeEach(() => {
  delete window.Wishpond
  loadScriptMock.mockReset()
})

describe('Calls made before the tracker is ready', () => {
  it('reach it in their order, by a script that was loaded once for both actions', async () => {
    let calls: unknown[] = []
    loadScriptMock.mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      calls = putTracker()
    })
    const plugins = await createPlugins()
    const loading = load(plugins)
    const sent = [
      send(plugins, { type: 'track', event: 'First' }),
      send(plugins, { type: 'identify', userId: 'user-1', traits: { name: 'Jane Kim' } }),
      send(plugins, { type: 'track', event: 'Last', properties: { plan: 'Startup' } })
    ]
    expect(window.Wishpond?.Tracker).toBeUndefined()
    await Promise.all([loading, ...sent])

    expect(calls).toEqual([
      ['track', 'First', {}],
      ['identify', 'user-1', { name: 'Jane Kim' }],
      ['track', 'Last', { plan: 'Startup' }]
    ])
    expect(loadScriptMock).toHaveBeenCalledTimes(1)
  })

  it('fail, each with the reason, when the script is blocked', async () => {
    loadScriptMock.mockRejectedValue(new Error('blocked'))
    const plugins = await createPlugins()
    const loading = load(plugins)
    const sent = send(plugins, { type: 'track', event: 'First' })

    await expect(loading).rejects.toThrow('Nothing is sent to Wishpond from this page.')
    await expect(sent).rejects.toThrow('Nothing is sent to Wishpond from this page.')
  })
})
