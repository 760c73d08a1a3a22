// Builds the web app when something it is made of has changed.
'use strict'
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { gzipSync } = require('node:zlib')
const { root, at } = require('./install.cjs')
const { onDiskError } = require('./disk.cjs')
const { say, giveUp, keepSaying } = require('./words.cjs')

const INPUTS = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

function fingerprint() {
  const hash = createHash('sha256')
  const add = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false })
    if (!stat) return
    if (stat.isDirectory()) for (const name of fs.readdirSync(file).sort()) add(path.join(file, name))
    else if (!/\.test\.tsx?$/.test(file))
      hash.update(file.slice(root.length)).update('\0').update(fs.readFileSync(file)).update('\0')
  }
  for (const input of INPUTS) add(at(input))
  return hash.digest('hex')
}

/** The server sends the .gz beside a file to those who accept it. */
function compress(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name)
    if (entry.isDirectory()) compress(file)
    else if (/\.(js|css|html|json|svg|webmanifest)$/.test(file) && fs.statSync(file).size > 1024)
      fs.writeFileSync(`${file}.gz`, gzipSync(fs.readFileSync(file), { level: 9 }))
  }
}

/** `run(args)` runs the packaged Node and resolves to { code, text }. */
async function buildWeb(run) {
  const want = fingerprint()
  let have = ''
  try {
    have = fs.readFileSync(at('dist/.hash'), 'utf8')
  } catch {}
  if (have === want) return
  say('construction des pages web', 'building the web pages')
  const quiet = keepSaying(
    () => '… construction des pages web',
    () => '… building the web pages',
  )
  // Built aside, then put in place: a server that runs, or a build that fails, never leaves half a web app.
  const draft = at('node_modules/.cache', `web-${process.pid}`)
  try {
    const built = await run([
      'node_modules/vite/bin/vite.js',
      'build',
      '--logLevel',
      'warn',
      '--outDir',
      draft,
      '--emptyOutDir',
    ])
    quiet()
    if (built.code !== 0) {
      onDiskError(built.text.slice(-2000), root)
      const told = built.text
        .split('\n')
        .filter((line) => line.trim() && !/^\s+at /.test(line))
        .slice(0, 20)
        .join('\n')
      giveUp(
        `Les pages web n’ont pas pu être construites :\n${told}`,
        `The web pages could not be built:\n${told}`,
      )
    }
    compress(draft)
    fs.writeFileSync(path.join(draft, '.hash'), want)
    fs.rmSync(at('dist'), { recursive: true, force: true })
    fs.renameSync(draft, at('dist'))
  } catch (e) {
    onDiskError(e, root)
    throw e
  } finally {
    quiet()
    fs.rmSync(draft, { recursive: true, force: true })
  }
}

module.exports = { buildWeb }
