import nock from 'nock'

// A worker runs several test files: nock must be switched on for each and off after it. The import switches it on as
// well, also for a file whose tests are all left out by their names, which nothing would switch it off after.
nock.restore()

beforeAll(() => {
  nock.activate()
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
})

beforeEach(() => {
  nock.cleanAll()
})

afterAll(() => {
  nock.cleanAll()
  nock.enableNetConnect()
  nock.restore()
})
