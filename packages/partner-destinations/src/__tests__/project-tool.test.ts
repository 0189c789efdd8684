import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { loadProjectTool } from '../project-tool'

const project = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'project-')))
const workingDirectory = jest.spyOn(process, 'cwd')

beforeAll(() => {
  fs.mkdirSync(path.join(project, 'node_modules/typescript'), { recursive: true })
  fs.writeFileSync(path.join(project, 'node_modules/typescript/index.js'), "exports.version = 'of the project'")
  fs.mkdirSync(path.join(project, 'packages/acme'), { recursive: true })
})
afterAll(() => fs.rmSync(project, { recursive: true }))

it.each(['', 'packages/acme'])('takes a tool of the project that you are in, from its folder "%s"', (folder) => {
  workingDirectory.mockReturnValue(path.join(project, folder))
  expect(loadProjectTool('typescript')).toEqual({ version: 'of the project' })
})

it('says what is missing, where, and what to do', () => {
  workingDirectory.mockReturnValue(project)
  expect(() => loadProjectTool('prettier-of-nobody')).toThrow(
    `This command needs the package prettier-of-nobody, and finds none from ${project}. Install the packages of your project, or run the command in its folder.`
  )
})
