// Adds to package-lock.json the optional packages of other machines that could not be resolved when the lock was made, so that
// `npm ci` accepts it there and here. To run after each change of dependencies: node scripts/lock-complete.cjs
'use strict'
const fs = require('node:fs')
const path = require('node:path')
const file = path.join(__dirname, '../package-lock.json')
const lock = JSON.parse(fs.readFileSync(file, 'utf8'))
const machine =
  /(?:^|[-/])(linux|darwin|win32|windows|android|freebsd)-(x64|arm64|arm|ia32|riscv64|loong64|ppc64|s390x)(?:-(gnu|musl)?(?:eabihf)?(?:msvc)?)?$/
let added = 0
for (const [place, p] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(p.optionalDependencies ?? {})) {
    const nested = `${place ? `${place}/` : ''}node_modules/${name}`
    if (lock.packages[nested] || lock.packages[`node_modules/${name}`]) continue
    const [, system, cpu, libc] = machine.exec(name) ?? []
    if (!system) {
      process.stderr.write(`? ${name}\n`)
      continue
    }
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(libc && { libc: [libc === 'gnu' ? 'glibc' : 'musl'] }),
      ...(p.dev && { dev: true }),
      optional: true,
      os: [system === 'windows' ? 'win32' : system],
    }
    added++
    process.stdout.write(`+ ${name} ${version}\n`)
  }
if (added > 0) {
  const { '': own, ...others } = lock.packages
  lock.packages = {
    '': own,
    ...Object.fromEntries(Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
  fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}
