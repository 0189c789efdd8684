/** What stands where nobody of this project knows the answer. One form, so that it can be found again. */
export function toFillIn(what: string): string {
  return `**TO BE FILLED IN: ${what}**`
}

/** Whether a text is nothing but such a place. */
export function isToFillIn(text: string): boolean {
  return /^\*\*TO BE FILLED IN: [^*]+\*\*$/.test(text)
}

/** What is to be filled in in a text, in its order. */
export function findToFillIn(text: string): string[] {
  return [...text.matchAll(/\*\*TO BE FILLED IN: ([^*]+)\*\*/g)].map(([, what]) => what)
}
