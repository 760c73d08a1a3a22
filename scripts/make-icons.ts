import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

/** Draws the installable icons from the mark. Run after a change of public/favicon.svg; the pictures are committed. */
const folder = path.join(import.meta.dirname, '../public')
const paths =
  fs
    .readFileSync(path.join(folder, 'favicon.svg'), 'utf8')
    .match(/<path[^>]*>/g)
    ?.join('') ?? ''

const icon = (share: number, ground: boolean, radius: number) => `
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <style>.stand { fill: ${ground ? '#f7f3ea' : '#1f5b4c'} } .score { stroke: ${ground ? '#a87614' : '#f0cd85'} }</style>
  ${ground ? `<rect width="512" height="512" rx="${radius}" fill="#1f5b4c"/>` : ''}
  <g transform="translate(${256 - 256 * share} ${256 - 256 * share}) scale(${16 * share})">${paths}</g>
</svg>`

const draw = (name: string, size: number, svg: string) =>
  sharp(Buffer.from(svg), { density: 300 })
    .resize(size, size)
    .png({ compressionLevel: 9, palette: true })
    .toFile(path.join(folder, name))

await draw('icon-32.png', 32, icon(1, false, 0))
await draw('icon-180.png', 180, icon(0.62, true, 0))
await draw('icon-192.png', 192, icon(0.66, true, 96))
await draw('icon-512.png', 512, icon(0.66, true, 96))
// Maskable: everything that matters inside the inner 80 % (W3C, « maskable » purpose).
await draw('icon-maskable-512.png', 512, icon(0.56, true, 0))
