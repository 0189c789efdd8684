/** What stands where nobody has given a logo or a mark. The kit knows it again by its text. */
export function placeholder(kind: 'logo' | 'mark', vendor: string): string {
  const [width, height] = kind === 'logo' ? [300, 100] : [100, 100]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">`,
    `  <title>To be filled in: the ${kind} of ${vendor}</title>`,
    `  <rect x="1" y="1" width="${width - 2}" height="${height - 2}" fill="none" stroke="#999" stroke-dasharray="4" />`,
    `  <text x="${width / 2}" y="55" text-anchor="middle" font-family="sans-serif" font-size="16">${kind}</text>`,
    '</svg>',
    ''
  ].join('\n')
}
