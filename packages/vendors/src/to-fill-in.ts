/** Marks a place where we don't know the answer. All have one form, so that tools can find them. */
export function toFillIn(what: string): string {
  return `**TO BE FILLED IN: ${what}**`
}

/** Whether a text is only such a mark. */
export function isToFillIn(text: string): boolean {
  return /^\*\*TO BE FILLED IN: [^*]+\*\*$/.test(text)
}

/** What has to be filled in, in the order of the text. */
export function findToFillIn(text: string): string[] {
  return [...text.matchAll(/\*\*TO BE FILLED IN: ([^*]+)\*\*/g)].map(([, what]) => what)
}
