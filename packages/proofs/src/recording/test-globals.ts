/**
 * The globals that jest gives to tests, as far as tests need them to come to the calls that they make. Nothing is
 * expected: what a test asserts is of no interest here.
 */

type Body = (...values: unknown[]) => unknown

interface Test {
  body: Body
  hooks: Body[]
}

/** Milliseconds that a test or a hook may take. */
const LIMIT = 1_000

let tests: Test[] = []
let hooks: Body[] = []

/** Runs the tests that were declared since the last time, one after the other, each after the hooks before it. */
export async function runTests(): Promise<void> {
  const [declared, once] = [tests, new Set<Body>()]
  tests = []
  hooks = []
  for (const { body, hooks: before } of declared) {
    for (const hook of before) if (!beforeAlls.has(hook) || !once.has(hook)) await attempt(hook)
    before.forEach((hook) => once.add(hook))
    await attempt(body)
  }
}

const beforeAlls = new WeakSet<Body>()

async function attempt(body: Body): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, LIMIT)))
  try {
    const done = body.length > 0 ? new Promise((resolve) => body(resolve)) : body()
    await Promise.race([done, limit])
  } catch {
    // A test that fails has made its calls.
  } finally {
    clearTimeout(timer)
  }
}

function describe(_name: string, body: Body): void {
  const outer = hooks
  hooks = [...outer]
  try {
    body()
  } finally {
    hooks = outer
  }
}

function test(_name: string, body: Body = () => undefined): void {
  // A hook counts for a test that is declared before it, too: so the list itself is kept.
  tests.push({ body, hooks })
}

type Declare = (name: string, body: Body) => void

/** `describe` or `test` with the forms that jest has for it. */
function withForms(declare: Declare): unknown {
  const each = (first: unknown[] | TemplateStringsArray, ...values: unknown[]) => {
    const rows = 'raw' in first ? tableRows(first, values) : first
    return (name: string, body: Body) =>
      rows.forEach((row) => declare(name, () => body(...(Array.isArray(row) ? (row as unknown[]) : [row]))))
  }
  const forms = { each, todo: () => undefined, skip: Object.assign(() => undefined, { each: () => () => undefined }) }
  const only = Object.assign((name: string, body: Body) => declare(name, body), forms)
  return Object.assign((name: string, body: Body) => declare(name, body), forms, { only, concurrent: only })
}

/** The rows of a table that is written as a template: its first line has the names. */
function tableRows([head]: TemplateStringsArray, values: unknown[]): object[] {
  const names = head.split('|').map((name) => name.trim())
  return Array.from({ length: values.length / names.length }, (_, row) =>
    Object.fromEntries(names.map((name, column) => [name, values[row * names.length + column]]))
  )
}

/** Something that is whatever a test takes it for; but no promise, which would never end. */
export function anything(call: Body = () => undefined): unknown {
  const whole: unknown = new Proxy(function () {}, {
    get: (_, key) => (key === 'then' ? undefined : key === Symbol.toPrimitive ? () => '' : anything()),
    apply: (_, __, given) => call(...(given as unknown[])) ?? whole
  })
  return whole
}

/** What is expected of may be a promise that is refused, or a function that makes a call. */
function expect(value: unknown): void {
  try {
    const result = typeof value === 'function' ? (value as Body)() : value
    if (result instanceof Promise) result.catch(() => undefined)
  } catch {
    // As most of them should.
  }
}

/** A function that does what a test has told it, and nothing until then. */
function mock(body: Body = () => undefined): Body {
  let does = body
  const become = (next: Body): Body => {
    does = next
    return mocked
  }
  const same = (): Body => mocked
  const mocked: Body = Object.assign((...given: unknown[]) => does(...given), {
    mock: { calls: [], results: [] },
    mockImplementation: become,
    mockImplementationOnce: become,
    mockReturnValue: (value: unknown) => become(() => value),
    mockReturnValueOnce: (value: unknown) => become(() => value),
    mockResolvedValue: (value: unknown) => become(async () => value),
    mockResolvedValueOnce: (value: unknown) => become(async () => value),
    mockRejectedValue: (error: Error) => become(() => Promise.reject(error)),
    mockRejectedValueOnce: (error: Error) => become(() => Promise.reject(error)),
    mockReturnThis: same,
    mockClear: same,
    mockReset: same,
    mockRestore: same
  })
  return mocked
}

function spyOn(owner: Record<string, unknown>, key: string): Body {
  const original = owner[key]
  const spy = mock(typeof original === 'function' ? (original.bind(owner) as Body) : undefined)
  try {
    owner[key] = spy
  } catch {
    // What a module exports can't be replaced.
  }
  return spy
}

const mocks: Record<string, unknown> = { fn: mock, spyOn }
const jestObject = new Proxy(mocks, { get: (target, key) => target[String(key)] ?? anything() })

const addHook = (hook: Body) => void hooks.push(hook)
const addFirstHook = (hook: Body) => {
  beforeAlls.add(hook)
  addHook(hook)
}

export const testGlobals = {
  describe: withForms(describe),
  it: withForms(test),
  test: withForms(test),
  beforeEach: addHook,
  beforeAll: addFirstHook,
  afterEach: () => undefined,
  afterAll: () => undefined,
  expect: anything(expect),
  jest: jestObject
}
