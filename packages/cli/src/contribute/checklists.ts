/** A section of a pull-request template with boxes to tick. */
export interface Checklist {
  heading: string
  /** Lines of Markdown that begin with `- [ ]`. */
  boxes: string[]
}

/** The checklists of a pull-request template. Its other text is for the person who fills it in. */
export function findChecklists(template: string): Checklist[] {
  return template
    .split(/^## +/m)
    .slice(1)
    .map((section) => ({
      heading: section.split('\n', 1)[0].trim(),
      boxes: section.split('\n').filter((line) => line.startsWith('- [ ] '))
    }))
    .filter(({ boxes }) => boxes.length > 0)
}

/** The boxes of a checklist. A box that one of the patterns matches is ticked. */
export function tick(boxes: string[], done: RegExp[]): string[] {
  return boxes.map((box) => (done.some((pattern) => pattern.test(box)) ? box.replace('- [ ]', '- [x]') : box))
}
