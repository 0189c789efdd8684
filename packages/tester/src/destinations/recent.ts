import { parse } from '../json/json'

const storageKey = 'recent destinations'

/** How many destinations are kept. */
const most = 8

/** The folders of the destinations that were picked in this browser, the last one first. */
export function recentDestinations(): string[] {
  try {
    const { value } = parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  } catch {
    return [] // the browser lets no page keep anything
  }
}

/** Notes that a destination was picked. */
export function rememberDestination(folder: string): void {
  const folders = [folder, ...recentDestinations().filter((one) => one !== folder)].slice(0, most)
  try {
    localStorage.setItem(storageKey, JSON.stringify(folders))
  } catch {
    // Without it, the list begins as for a new visitor.
  }
}
