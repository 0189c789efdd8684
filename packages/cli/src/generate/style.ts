/** Upstream's settings of prettier. They are fixed, so that the folder in which a command runs changes nothing. */
export const STYLE = { semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 } as const
