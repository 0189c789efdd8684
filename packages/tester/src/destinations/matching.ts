import type { ListedDestination } from '../server/server'

/** What a destination is called in a list: its name, or its folder when it does not load. */
export function titleOf(destination: ListedDestination): string {
  return 'error' in destination ? `${destination.folder} (does not load)` : destination.name
}

/**
 * The destinations whose name, folder or slug have every word of a search. The best come first: those that begin with the
 * search, then those in which a word does; among equals the recent ones, then the order of the list.
 * @param recent the folders that were picked before, the last one first
 */
export function matchingDestinations(
  destinations: ListedDestination[],
  search: string,
  recent: string[]
): ListedDestination[] {
  const wanted = plain(search)
  const words = wanted.split(' ')
  const age = (folder: string) => (recent.includes(folder) ? recent.indexOf(folder) : recent.length)
  return destinations
    .map((destination) => ({ destination, texts: textsOf(destination) }))
    .filter(({ texts }) => words.every((word) => texts.some((text) => text.includes(word))))
    .map(({ destination, texts }) => ({ destination, rank: rankOf(texts, wanted), age: age(destination.folder) }))
    .sort((a, b) => a.rank - b.rank || a.age - b.age)
    .map(({ destination }) => destination)
}

/** The texts that a destination is found by. */
function textsOf(destination: ListedDestination): string[] {
  const { folder } = destination
  if ('error' in destination) return [plain(folder)]
  return [destination.name, folder, destination.slug ?? ''].map(plain)
}

/** How well texts fit a search: 0 is best. */
function rankOf(texts: string[], wanted: string): number {
  if (texts.some((text) => text.startsWith(wanted))) return 0
  return texts.some((text) => text.includes(` ${wanted}`)) ? 1 : 2
}

/** Lower case, with one space between words, however they are joined: people write `google-analytics-4` in any way. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s\-_()]+/g, ' ')
    .trim()
}
