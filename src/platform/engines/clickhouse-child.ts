// The embedded ClickHouse engine in a process of its own: a crash or a heavy query there never touches the web process.
// Also started apart: node src/platform/engines/clickhouse-child.ts --data DIR --port N --token T
// The engine's sessions each hold a thread of libuv's pool while they work; the default pool of 4 would starve them.
process.env.UV_THREADPOOL_SIZE ??= '12'
const { parseArgs } = await import('node:util')
const { drainPending } = await import('chdb')
const { Sessions } = await import('./clickhouse-sessions.ts')
const { speakHttp } = await import('./clickhouse-http.ts')

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '8123' },
    token: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    readers: { type: 'string', default: '4' },
  },
})
// The parent gives the token in the environment: a command line can be read by every user of the machine.
const token = values.token ?? process.env.PUPITRE_ENGINE_TOKEN
if (!values.data || !token) {
  process.stderr.write('usage: clickhouse-child.ts --data DIR --port N --token T [--host H] [--readers N]\n')
  process.exit(2)
}

const sessions = new Sessions(values.data, Number(values.readers))
const server = speakHttp(sessions, token)

let stopping = false
function stop(): void {
  if (stopping) return
  stopping = true
  // Leaving while a query runs hangs for a minute inside the library; what was answered is on disk, so insist after a while.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5_000)
  server.close(async () => {
    sessions.close()
    await drainPending()
    process.exit(0)
  })
  server.closeIdleConnections()
}
process.on('SIGTERM', stop)
process.on('SIGINT', () => process.connected || stop()) // Ctrl-C reaches the whole group: the parent decides when
process.on('disconnect', stop)

server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
server.listen(Number(values.port), values.host, () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  if (process.send) process.send({ ready: port })
  else process.stdout.write(`ClickHouse engine on http://${values.host}:${port}\n`)
})

export {}
