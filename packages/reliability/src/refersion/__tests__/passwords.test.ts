import { SandboxAgent } from '@partner-destinations/sandbox'
import { vendors } from '@partner-destinations/vendors'
import { jane } from '@partner-destinations/vendors/events'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import { Connection } from '../../connection'

it('the password that the destination makes for a new affiliate is among the secrets that no error may show', async () => {
  const sandbox = await startVendorSandbox()
  const agent = new SandboxAgent(sandbox)
  try {
    const connection = new Connection('refersion', agent)
    await connection.event(jane)

    expect(connection.secrets()).toEqual([...vendors.refersion.secrets, expect.stringMatching(/^.{24}$/)])
  } finally {
    agent.close()
    await sandbox.close()
  }
})
