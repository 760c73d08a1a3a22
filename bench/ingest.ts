import { openClickhouse } from '../src/platform/clickhouse.ts'
import { startBare, startMeasured } from './house.ts'
import { alternate, load, type Measured } from './load.ts'

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0',
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36',
]
const referrers = ['', 'https://www.google.fr/', 'https://www.instagram.com/', 'https://brume.example/']

/** What the tracker sends, as a browser sends it. */
function requestOf(site: string, port: number, n: number): string {
  const body = JSON.stringify({
    site,
    name: 'view',
    url: `https://brume.example/offre/${n % 500}?utm_source=newsletter&utm_medium=email`,
    referrer: referrers[n % 4],
    title: 'Brume d’été, la collection',
  })
  return `POST /t/e HTTP/1.1\r\nhost: localhost:${port}\r\nuser-agent: ${agents[n % agents.length]}\r\norigin: https://brume.example\r\ncontent-type: text/plain;charset=UTF-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** Events answered once they are safely stored, against a bare handler that only parses the body. Then all of them are counted. */
export async function run(): Promise<Measured> {
  const ours = await startMeasured()
  try {
    const project = await ours.call<{ id: string }>('POST', '/api/v1/projects', { name: 'Mesure' })
    const site = await ours.call<{ id: string; siteKey: string }>('POST', '/api/v1/sites', {
      projectId: project.id,
      host: 'brume.example',
    })
    const bare = await startBare('ingest.bare.ts', {})
    let answered = 0
    const go = async (port: number, seconds: number) => {
      let sent = 0
      const rate = await load({
        port,
        connections: 256,
        seconds,
        request: (n) => {
          sent += 1
          return requestOf(site.siteKey, port, n)
        },
      })
      if (port === ours.port) answered += sent
      return rate
    }
    await go(ours.port, 2)
    await go(bare.port, 2)
    const seen = await alternate(
      5,
      () => go(ours.port, 3),
      () => go(bare.port, 3),
    )
    await bare.stop()
    const stored = await countStored(ours.data, site.id, answered)
    if (stored !== answered) throw new Error(`${answered} events were answered, ${stored} are stored`)
    return { name: 'ingest', ratio: seen.ours / seen.baseline, ...seen, unit: 'events/s', stored }
  } finally {
    await ours.stop()
  }
}

/** The last block leaves within a second or two. */
async function countStored(data: string, siteId: string, expected: number): Promise<number> {
  const { readFileSync } = await import('node:fs')
  const { clickhouseUrl } = JSON.parse(readFileSync(`${data}/run/pupitre.json`, 'utf8')) as {
    clickhouseUrl: string
  }
  const clickhouse = openClickhouse(clickhouseUrl)
  let n = 0
  for (let i = 0; i < 60 && n !== expected; i++) {
    await new Promise((r) => setTimeout(r, 500))
    const found = await clickhouse.query({
      query: `select count() as n from facts where site = '${siteId}'`,
      format: 'JSONEachRow',
    })
    n = Number((await found.json<{ n: number }>())[0]?.n)
  }
  await clickhouse.close()
  return n
}
