import type { ServerResponse } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const registry = new Registry()
collectDefaultMetrics({ register: registry })

const requests = new Histogram({
  name: 'pupitre_http_request_seconds',
  help: 'Time to answer, by method and class of status.',
  labelNames: ['method', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
})

export const countRequest = (method: string, status: number, seconds: number) =>
  requests.labels(method, `${Math.floor(status / 100)}xx`).observe(seconds)

export const gauge = (name: string, help: string, collect: () => number | Promise<number>) =>
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await collect())
    },
  })

export const counter = (name: string, help: string) => new Counter({ name, help, registers: [registry] })

export function observability(res: ServerResponse): void {
  registry.metrics().then(
    (text) => {
      res.setHeader('content-type', registry.contentType)
      res.end(text)
    },
    () => {
      res.statusCode = 500
      res.end()
    },
  )
}
