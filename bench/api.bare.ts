import { createServer } from 'node:http'
import pg from 'pg'

// The baseline of `api`: no gate, no rights, no validation; the same SQL, prepared, on the same database.
const pool = new pg.Pool({ connectionString: process.env.BARE_DATABASE, max: 10 })
const text = process.env.BARE_SQL ?? ''
const values = [process.env.BARE_PROJECT, 51]
createServer((req, res) => {
  if (req.url === '/readyz') return void res.end('ok')
  pool.query({ name: 'tasks', text, values }).then(
    ({ rows }) => {
      const body = JSON.stringify({ items: rows.slice(0, 50), next: null })
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      res.end(body)
    },
    (e: Error) => {
      res.statusCode = 500
      res.end(e.message)
    },
  )
}).listen(Number(process.env.PORT), '127.0.0.1')
