import type { SpanKind } from '@opentelemetry/api'

type Attributes = Record<string, string | number>
export type Span = { end(o?: { name?: string; failed?: boolean; attributes?: Attributes }): void }
type Start = (name: string, kind: 'request' | 'job', traceparent?: string) => Span

let begin: Start | undefined

/** One span per request and per job. Names are patterns; no address, name, id or token of a person is ever in one. */
export const startSpan = (name: string, kind: 'request' | 'job', traceparent?: string): Span | undefined =>
  begin?.(name, kind, traceparent)

/** Follows a job from its beginning to its end. */
export async function traced<T>(name: string, run: () => Promise<T>): Promise<T> {
  const span = startSpan(name, 'job')
  try {
    const result = await run()
    span?.end()
    return result
  } catch (e) {
    span?.end({ failed: true })
    throw e
  }
}

/** Traces to an OpenTelemetry collector when the environment names one; nothing is loaded otherwise. @returns what flushes and stops. */
export async function openTracing(
  env: Record<string, string | undefined> = process.env,
): Promise<() => Promise<void>> {
  const endpoint =
    env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ??
    (env.OTEL_EXPORTER_OTLP_ENDPOINT && `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '')}/v1/traces`)
  if (!endpoint || begin) return async () => {}
  const [api, { BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME ?? 'pupitre' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: endpoint }))],
  })
  const tracer = provider.getTracer('pupitre')
  const kinds: Record<'request' | 'job', SpanKind> = {
    request: api.SpanKind.SERVER,
    job: api.SpanKind.CONSUMER,
  }
  begin = (name, kind, traceparent) => {
    const parent = parse(traceparent)
    const context = parent
      ? api.trace.setSpanContext(api.ROOT_CONTEXT, { ...parent, isRemote: true })
      : api.ROOT_CONTEXT
    const span = tracer.startSpan(name, { kind: kinds[kind] }, context)
    return {
      end: (o = {}) => {
        if (o.name) span.updateName(o.name)
        if (o.attributes) span.setAttributes(o.attributes)
        if (o.failed) span.setStatus({ code: api.SpanStatusCode.ERROR })
        span.end()
      },
    }
  }
  return async () => {
    begin = undefined
    await provider.shutdown().catch(() => {})
  }
}

/** W3C Trace Context §3.2: version-traceid-parentid-flags. */
function parse(header: string | undefined) {
  const m = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/.exec(header ?? '')
  return m
    ? { traceId: m[1] as string, spanId: m[2] as string, traceFlags: Number.parseInt(m[3] as string, 16) & 1 }
    : undefined
}
