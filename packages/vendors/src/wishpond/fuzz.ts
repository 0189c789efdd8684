import type { FuzzFacts } from '../fuzz'
import { isIdentifier, isObject, isTime, isValue } from '../fuzz'

export const fuzz: FuzzFacts = {
  refusedValues: /^\{"errors":\{"email":\["is (invalid|already taken)"\]\}\}$/,
  wrongRequests: [
    { what: 'a placeholder is the id of a person', isWrong: ({ cid }) => !isIdentifier(cid) },
    {
      what: 'the title of an event is a boolean or missing',
      of: ['trackEvent'],
      isWrong: ({ event }) => !isValue(event)
    },
    {
      what: 'a time is not valid',
      isWrong: ({ timestamp }) => timestamp !== undefined && !isTime(timestamp)
    },
    {
      what: 'attributes or properties are not an object',
      isWrong: ({ attributes = {}, properties = {} }) => [attributes, properties].some((value) => !isObject(value))
    }
  ],
  credentials: [
    {
      setting: 'trackingKey',
      sentBy: { action: 'identifyLead', event: { type: 'identify', userId: 'u1', traits: { plan: 'Startup' } } },
      formIsTested: true
    },
    { setting: 'merchantId', formIsTested: true }
  ]
}
