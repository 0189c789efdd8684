import type { Difference, DifferenceGroup, RequestChange } from '@partner-destinations/delivery/wire'
import { cut } from './list-failures'

/** Changes of a group that are shown. */
const mostChanges = 20

const would = {
  delivered: 'would be delivered',
  filtered: 'would be filtered',
  failed: 'would fail again'
} as const

/**
 * What would become of failed deliveries, for a person to read.
 * @param width in columns
 */
export function showDifference({ compared, groups }: Difference, width: number): string {
  if (compared === 0) return 'No failed delivery fits, so there is nothing to compare.'
  const total = `Tried ${counted(compared)} in the sandbox, with the present config. Nothing was changed.`
  return [total, ...groups.flatMap((group) => ['', ...showGroup(group, width)])].join('\n')
}

function showGroup(group: DifferenceGroup, width: number): string[] {
  const { outcome, code, message, count, samples } = group
  const why = code === undefined ? '' : `: ${code}`
  return [
    `${counted(count)} ${would[outcome]}${why}`,
    ...(message === undefined ? [] : [cut(`  ${message.replace(/\s+/g, ' ')}`, width)]),
    ...showChanges(group).map((line) => cut(`  ${line}`, width)),
    cut(`  such as delivery ${samples.map(({ id }) => id).join(', ')}`, width)
  ]
}

function showChanges({ changes, samples, nothingKept }: DifferenceGroup): string[] {
  if (nothingKept) return ['The requests that failed were not kept, so the changes are unknown.']
  if (changes.length === 0) {
    const isSilent = samples.every(({ before, after }) => before.length + after.length === 0)
    return [isSilent ? 'No request was sent, and none would be.' : 'The requests would be the same.']
  }
  const shown = changes.slice(0, mostChanges).map(({ path, ...values }) => `${path}: ${change(values)}`)
  const more = changes.length - mostChanges
  return more > 0 ? [...shown, `and ${more} more changes`] : shown
}

function change(values: Omit<RequestChange, 'path'>): string {
  if (!('before' in values) && !('after' in values)) return 'changes'
  return `${valueOf(values, 'before')} → ${valueOf(values, 'after')}`
}

function valueOf(values: Omit<RequestChange, 'path'>, which: 'before' | 'after'): string {
  return which in values ? JSON.stringify(values[which]) : 'nothing'
}

function counted(count: number): string {
  return count === 1 ? '1 delivery' : `${count} deliveries`
}
