import { checkImage } from '../image-checks'

function svg(attributes: string, content = ''): string {
  return `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`
}

const square = 'viewBox="0 0 64 64"'

describe('the check of a logo and a mark', () => {
  it.each<['logo' | 'mark', string]>([
    ['mark', svg(square)],
    ['mark', svg('viewBox="-8,-8,32.5,32.5" width="10" height="20"')],
    ['mark', svg('width="64px" height="64"')],
    ['logo', svg('viewBox="0 0 300 100"', '<defs><path id="a"/></defs><use xlink:href="#a" fill="url(#b)"/>')]
  ])('takes a %s: %s', (kind, text) => {
    expect(checkImage(kind, text)).toEqual([])
  })

  it.each<['logo' | 'mark', string, string]>([
    ['mark', svg('viewBox="0 0 64 63"'), 'A mark must be square, and this one is 64 wide and 63 high.'],
    ['logo', svg(square), 'A logo should be wider than high, and this one is 64 wide and 64 high.'],
    ['mark', svg(''), 'It must have a size: a viewBox, or a width and a height.'],
    ['mark', svg('width="100%" height="100%"'), 'It must have a size: a viewBox, or a width and a height.'],
    ['mark', svg('viewBox="0 0"'), 'It must have a size: a viewBox, or a width and a height.'],
    ['mark', '\u0089PNG\r\n', 'It is not SVG'],
    ['mark', '', 'It is not SVG'],
    ['mark', svg(square, '<g>'), 'It is not SVG'],
    ['mark', '<svg viewBox="0 0 1 1"/>', 'It is not SVG: its root must be <svg xmlns="http://www.w3.org/2000/svg">.'],
    ['mark', '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', 'It is not SVG: its root must be <svg'],
    ['mark', svg(square, '<script>alert(1)</script>'), 'It must not contain <script>.'],
    ['mark', svg(square, '<image href="data:image/png;base64,AA=="/>'), 'It must not contain <image>.'],
    [
      'mark',
      svg(square, '<use xlink:href="https://x.example/a.svg#a"/>'),
      'It must not refer to https://x.example/a.svg#a.'
    ],
    ['mark', svg(square, '<path fill="url(https://x.example/a)"/>'), 'It must not refer to url(https://x.example/a).'],
    ['mark', svg(`${square} onload="alert(1)"`), 'It must not have onload.']
  ])('finds what is wrong with a %s: %s', (kind, text, finding) => {
    expect(checkImage(kind, text)).toContainEqual(expect.stringContaining(finding))
  })
})
