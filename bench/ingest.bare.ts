import { createServer } from 'node:http'

// The baseline of `ingest`: parses the body, keeps nothing.
createServer((req, res) => {
  if (req.url === '/readyz') return void res.end('ok')
  const parts: Buffer[] = []
  req.on('data', (chunk: Buffer) => parts.push(chunk))
  req.on('end', () => {
    const event = JSON.parse(Buffer.concat(parts).toString()) as { site?: string }
    res.writeHead(event.site ? 202 : 400, { 'content-length': '0' }).end()
  })
}).listen(Number(process.env.PORT), '127.0.0.1')
