import { ProbeDirectory } from './probe'
import { useServer } from './use-server'

/** Definitions that answer with what they were called with. */
const people = `
const text = { label: 'Text', description: 'Text', type: 'string' }
const choices = async (_request: any, { page, payload, hookInputs, dynamicFieldContext }: any) => ({
  choices: [{ label: JSON.stringify({ page, payload, hookInputs, dynamicFieldContext }), value: '1' }]
})
export default {
  name: 'People (Actions)',
  mode: 'cloud',
  authentication: {
    scheme: 'oauth2',
    fields: {},
    refreshAccessToken: async (_request: any, { auth }: any) => ({ accessToken: 'new ' + auth.refreshToken })
  },
  audienceFields: {},
  audienceConfig: {
    mode: { type: 'realtime' },
    createAudience: async (_request: any, { audienceName }: any) => {
      if (audienceName === 'taken') throw new Error('It is taken.')
      return { externalId: audienceName }
    },
    getAudience: async (_request: any, { externalId }: any) => ({ externalId })
  },
  actions: {
    sync: {
      title: 'Sync',
      description: 'Syncs',
      fields: {},
      hooks: {
        onMappingSave: {
          label: 'List',
          description: 'List',
          inputFields: { name: { ...text, required: true, dynamic: choices }, plain: text },
          performHook: async (_request: any, { hookInputs }: any) =>
            hookInputs.name === 'taken'
              ? { error: { message: 'It is taken.', code: 'TAKEN' } }
              : { savedData: { id: hookInputs.name } }
        }
      },
      perform: () => undefined
    }
  }
}
`
const names = ['createAudience', 'getAudience', 'refreshAccessToken', 'delete', 'hooks']
const plain = `
const actions = Object.fromEntries(${JSON.stringify(names)}.map((key) => [
  key,
  { title: key, description: key, fields: {}, perform: () => { throw new Error('the action ' + key) } }
]))
export default { name: 'Plain (Actions)', mode: 'cloud', actions }
`

const directory = new ProbeDirectory()
directory.delete('probe')
directory.save('people/index.ts', people)
directory.save('plain/index.ts', plain)
afterAll(() => directory.remove())

const hookInputs = { name: 'VIPs' }
const context = { selectedKey: 'a' }

describe('under the name of its folder', () => {
  const { call } = useServer({ directory: directory.path })

  it.each([
    ['createAudience', { audienceName: 'VIPs' }, { externalId: 'VIPs' }],
    ['getAudience', { externalId: 'a1' }, { externalId: 'a1' }],
    ['refreshAccessToken', { refreshToken: 'r1' }, { accessToken: 'new r1' }],
    ['sync/hooks/onMappingSave', { hookInputs }, { savedData: { id: 'VIPs' } }]
  ])('%s answers with the steps and the result', async (route, body, result) => {
    expect(await call('POST', `/people/${route}`, body)).toMatchObject({ status: 200, body: { steps: [], result } })
  })

  it('a call that fails has the error among its steps', async () => {
    const { body } = await call('POST', '/people/createAudience', { audienceName: 'taken' })
    expect(body).toMatchObject({ steps: [{ statusCode: 500, message: 'It is taken.' }] })
    expect(body).not.toHaveProperty('result')
  })

  it.each([
    ['/people/createAudience', {}, 400, 'The body must have a text "audienceName".'],
    ['/people/getAudience', { externalId: 1 }, 400, 'The body must have a text "externalId".'],
    ['/people/sync/hooks/onMappingSave', { hookInputs: [] }, 400, '"hookInputs" must be an object.'],
    ['/people/sync/hooks/onDelete', {}, 404, 'There is no hook "onDelete" of sync; there are: onMappingSave.'],
    [
      '/people/sync/hooks/onMappingSave/dynamic/plain',
      {},
      404,
      'There is no dynamic field "plain" of onMappingSave; there are: name.'
    ]
  ])('%s of %j is refused with %s', async (route, body, status, error) => {
    expect(await call('POST', route, body)).toMatchObject({ status, body: { error } })
  })

  it.each(names)('an action that is called %s runs in a destination without such a call', async (name) => {
    const { body } = await call('POST', `/plain/${name}`, { payload: { type: 'track' } })
    expect(body).toMatchObject([{ message: `the action ${name}` }])
  })

  it('the details of a destination say what there is', async () => {
    const details = async (folder: string) => (await call('GET', `/destinations/${folder}`)).body
    expect(await details('people')).toMatchObject({
      folder: 'people',
      audienceCalls: ['createAudience', 'getAudience'],
      actions: { sync: { hooks: { onMappingSave: ['name'] } } }
    })
    expect(await details('plain')).toMatchObject({ folder: 'plain', audienceCalls: [] })
  })
})

describe("at the root, as with Segment's own server,", () => {
  const { call } = useServer({ directory: directory.path, named: 'people' })

  it.each([
    ['createAudience', { audienceName: 'VIPs' }, 200, { externalId: 'VIPs' }],
    ['createAudience', { audienceName: 'taken' }, 400, { ok: false, error: 'It is taken.' }],
    ['getAudience', { externalId: 'a1' }, 200, { externalId: 'a1' }],
    ['refreshAccessToken', { refreshToken: 'r1' }, 200, { ok: true, data: { accessToken: 'new r1' } }],
    ['sync/hooks/onMappingSave', { hookInputs }, 200, { savedData: { id: 'VIPs' } }],
    ['sync/hooks/onMappingSave', { hookInputs: { name: 'taken' } }, 500, [{ message: 'It is taken.', code: 'TAKEN' }]],
    ['sync/hooks/onMappingSave', {}, 500, [{ statusCode: 400, fields: { name: expect.any(String) } }]]
  ])('%s of %j answers with %s', async (route, body, status, answer) => {
    expect(await call('POST', `/${route}`, body)).toMatchObject({ status, body: answer })
  })

  it('a dynamic field of a hook gets the first page, and what the form holds', async () => {
    const body = { payload: { id: 'u1' }, hookInputs, dynamicFieldContext: context }
    const answer = await call('POST', '/sync/hooks/onMappingSave/dynamic/name', body)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body.choices[0].label)).toEqual({ page: 1, ...body })
  })
})

describe('at the root, an action', () => {
  const { call } = useServer({ directory: directory.path, named: 'plain' })

  it.each(['createAudience', 'getAudience', 'delete', 'hooks'])('that is called %s runs', async (name) => {
    const { body } = await call('POST', `/${name}`, { payload: { type: 'track' } })
    expect(body).toMatchObject([{ message: `the action ${name}` }])
  })
})
