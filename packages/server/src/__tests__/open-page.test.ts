import { hasDisplay } from '../open-page'

const terminal = { platform: 'linux' as const, env: {}, isTerminal: true }

describe('a page is opened', () => {
  it.each([
    ['on a Mac', { ...terminal, platform: 'darwin' as const }],
    ['on Windows', { ...terminal, platform: 'win32' as const }],
    ['under X11', { ...terminal, env: { DISPLAY: ':0' } }],
    ['under Wayland', { ...terminal, env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['in Windows Subsystem for Linux', { ...terminal, env: { WSL_DISTRO_NAME: 'Debian' } }]
  ])('%s', (_where, surroundings) => {
    expect(hasDisplay(surroundings)).toBe(true)
  })
})

describe('no page is opened', () => {
  it.each([
    ['without a display', terminal],
    ['in CI', { ...terminal, env: { DISPLAY: ':0', CI: 'true' } }],
    ['when another program reads what is said', { ...terminal, env: { DISPLAY: ':0' }, isTerminal: false }],
    [
      'on a machine that is far away',
      { ...terminal, platform: 'darwin' as const, env: { SSH_CONNECTION: '::1 1 ::1 22' } }
    ]
  ])('%s', (_where, surroundings) => {
    expect(hasDisplay(surroundings)).toBe(false)
  })
})
