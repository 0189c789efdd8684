/** The widest line that this project's formatting allows, in columns. */
export const widest = 120

/**
 * Whether a text fits on a line. Prettier counts columns as a terminal does: beyond ASCII, a character takes none, one or
 * two.
 * @returns undefined if that depends on characters beyond ASCII
 */
export function fits(indent: number, text: string): boolean | undefined {
  const unknown = text.replace(/[ -~]/g, '').length
  const least = indent + text.length - unknown
  if (least > widest) return false
  return least + 2 * unknown <= widest ? true : undefined
}

/** Whether a text can stand in source code as it is: no character that is invisible, or that ends a line. */
export function isPlain(text: string): boolean {
  return !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text)
}
