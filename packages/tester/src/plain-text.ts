/** Descriptions are in Markdown; of its links the text is enough. */
export function plainText(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<\/?code>|`/g, '')
}
