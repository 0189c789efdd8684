import dns from 'node:dns'
import net from 'node:net'
import type { Patches } from './patches'
import type { Refusals } from './refusals'

/** Everything in the module that asks a name server. */
const asking = /^(lookup|resolve|reverse)/

type Ask = (...args: unknown[]) => unknown

/** Refuses questions to name servers; addresses and the name of this machine need none. */
export function guardNames(patches: Patches, refusals: Refusals): void {
  for (const owner of [dns, dns.Resolver.prototype]) {
    replaceAll(owner, (error, args) => {
      const callback = args.at(-1)
      if (typeof callback !== 'function') throw error
      process.nextTick(callback, error)
    })
  }
  for (const owner of [dns.promises, dns.promises.Resolver.prototype]) {
    replaceAll(owner, (error) => Promise.reject(error))
  }

  function replaceAll(owner: object, fail: (error: Error, args: unknown[]) => unknown): void {
    const methods = owner as Record<string, Ask>
    const keys = Object.getOwnPropertyNames(owner).filter((key) => asking.test(key))
    for (const key of keys.filter((name) => typeof methods[name] === 'function')) {
      patches.replace(
        methods,
        key,
        (ask) =>
          function (this: unknown, ...args: unknown[]): unknown {
            const name = String(args[0])
            if (key === 'lookup' && (net.isIP(name) !== 0 || name === 'localhost'))
              return Reflect.apply(ask, this, args)
            return fail(refusals.refuse({ did: 'asked for', what: `the address of ${name}` }), args)
          }
      )
    }
  }
}
