import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/**
 * What a member downloads on a first visit: the entry, the workspace's layout, « Aujourd’hui » and all that these import at
 * once. Fails above the promise of 220 kB (gzip) of script. `node scripts/measure-shell.ts [dist]`, after a build.
 */
type Chunk = { file: string; imports?: string[]; css?: string[] }
const promised = 220_000
const parts = fs
  .readFileSync(path.join(import.meta.dirname, '../src/web/shell/today.ts'), 'utf8')
  .matchAll(/^[^*/]*import\('#(.+?)'\)/gm)
const first = [
  'index.html',
  'src/web/shell/WorkspaceLayout.tsx',
  'src/web/pages/Today.tsx',
  ...[...parts].map(([, file]) => `src/${file}`),
]

const dist = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../dist'))
const manifest = JSON.parse(fs.readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>

const chunks = new Set<string>()
function follow(name: string) {
  const chunk = manifest[name]
  if (!chunk) throw new Error(`${name} is not in the manifest: has it moved?`)
  if (chunks.has(name)) return
  chunks.add(name)
  for (const needed of chunk.imports ?? []) follow(needed)
}
for (const name of first) follow(name)

const weigh = (file: string) => gzipSync(fs.readFileSync(path.join(dist, file)), { level: 9 }).length
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const scripts = [...chunks].map((name) => ({ file: manifest[name]!.file, size: weigh(manifest[name]!.file) }))
const styles = [...new Set([...chunks].flatMap((name) => manifest[name]!.css ?? []))]
const total = scripts.reduce((sum, { size }) => sum + size, 0)

for (const { file, size } of scripts.toSorted((a, b) => b.size - a.size))
  console.log(kB(size).padStart(10), file)
console.log(kB(total).padStart(10), `script, of ${kB(promised)} promised`)
console.log(kB(styles.reduce((sum, file) => sum + weigh(file), 0)).padStart(10), 'style')
if (total > promised) process.exit(1)
