/**
 * A program that claims what is due, says so, and settles it when it is asked to. Tests stop it in between.
 * Its arguments are the URL of a store, and how long its lease lasts.
 */
import { createInterface } from 'node:readline'
import { claim, messageOf, open, settle } from './open-store'

async function main([url, leaseMs]: string[]): Promise<void> {
  const store = await open(url, { leaseMs: Number(leaseMs) })
  const claimed = await claim(store, 10)
  console.log(JSON.stringify(claimed.map(messageOf)))
  for await (const _ of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify((await settle(store, claimed)).map((settled) => settled?.state ?? 'refused')))
  }
}

void main(process.argv.slice(2))
