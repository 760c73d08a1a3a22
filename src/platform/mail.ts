import type { Running } from './jobs.ts'
import { enqueue, every, job } from './jobs.ts'
import type { Platform } from './platform.ts'
import type { Locale, Scope } from './scope.ts'

export type Letter = {
  to: { address: string; name?: string }
  locale: Locale
  /** Which letter this is, for the outbox page: `invitation`, `approval-request`. */
  template: string
  subject: string
  /** Paragraphs of plain text; the house's template dresses them. */
  paragraphs: string[]
  button?: { label: string; url: string }
  /** Small print under the button. */
  note?: string
  /** The same key is never sent twice. */
  uniqueKey?: string
}

const escaped = (s: string) =>
  s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** One letter as HTML that mail programs of any age show well (tables, inline styles), and as text. */
export function dress(l: Letter, from: string): { html: string; text: string } {
  const footer = l.locale === 'fr' ? `Envoyé par ${from} avec Pupitre.` : `Sent by ${from} with Pupitre.`
  const p = (s: string, style = '') =>
    `<p style="margin:0 0 16px;font:15px/24px Helvetica,Arial,sans-serif;color:#1C1B19;${style}">${escaped(s).replaceAll('\n', '<br>')}</p>`
  const html = `<!doctype html><html lang="${l.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escaped(l.subject)}</title></head>
<body style="margin:0;background:#FBFAF7"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#FBFAF7"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#FFFFFF;border:1px solid #E8E4DB;border-radius:6px"><tr><td style="padding:32px">
<p style="margin:0 0 24px;font:600 13px/16px Helvetica,Arial,sans-serif;letter-spacing:.04em;color:#1F5B4C">PUPITRE</p>
<h1 style="margin:0 0 20px;font:400 24px/32px Georgia,serif;color:#1C1B19">${escaped(l.subject)}</h1>
${l.paragraphs.map((s) => p(s)).join('\n')}
${l.button ? `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 24px"><tr><td style="background:#1F5B4C;border-radius:6px"><a href="${escaped(l.button.url)}" style="display:inline-block;padding:12px 20px;font:600 15px/20px Helvetica,Arial,sans-serif;color:#FFFFFF;text-decoration:none">${escaped(l.button.label)}</a></td></tr></table>${p(l.button.url, 'font-size:12px;line-height:18px;color:#68645C;word-break:break-all')}` : ''}
${l.note ? p(l.note, 'font-size:13px;line-height:20px;color:#68645C') : ''}
</td></tr></table><p style="margin:16px 0 0;font:12px/18px Helvetica,Arial,sans-serif;color:#68645C">${escaped(footer)}</p></td></tr></table></body></html>`
  const text = [
    l.subject,
    '',
    ...l.paragraphs.flatMap((s) => [s, '']),
    ...(l.button ? [`${l.button.label} : ${l.button.url}`, ''] : []),
    ...(l.note ? [l.note, ''] : []),
    '-- ',
    footer,
  ].join('\n')
  return { html, text }
}

/** Writes a letter in the transaction of the change and queues its sending. Without SMTP it is kept, and read on the outbox page. */
export async function send(scope: Scope, l: Letter): Promise<void> {
  const { html, text } = dress(l, scope.workspace.name)
  const kept = !scope.platform.config.smtpUrl
  const { rows } = await scope.sql<{ id: string }>(
    `insert into mails (workspace_id, to_address, to_name, subject, html, text, template, locale, state, unique_key, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (unique_key) do nothing returning id`,
    [
      scope.workspace.id,
      l.to.address,
      l.to.name ?? '',
      l.subject,
      html,
      text,
      l.template,
      l.locale,
      kept ? 'kept' : 'queued',
      l.uniqueKey ?? null,
      scope.now(),
    ],
  )
  if (rows[0] && !kept)
    await enqueue(scope, {
      kind: 'mail',
      title: l.template,
      payload: { mail: rows[0].id },
      uniqueKey: `mail:${rows[0].id}`,
      maxAttempts: 6,
      visible: false,
    })
}

/** A letter of the house itself (sign-in link, new password), outside any workspace: sent at once, kept without SMTP. */
export async function sendFromHouse(platform: Platform, l: Letter): Promise<void> {
  const { html, text } = dress(l, 'Pupitre')
  const { rows } = await platform.pools.auth.query<{ id: string }>(
    `insert into mails (to_address, to_name, subject, html, text, template, locale, state) values ($1, $2, $3, $4, $5, $6, $7, 'kept') returning id`,
    [l.to.address, l.to.name ?? '', l.subject, html, text, l.template, l.locale],
  )
  if (platform.config.smtpUrl && rows[0]) await deliver(platform, rows[0].id)
}

let transport: Promise<import('nodemailer').Transporter> | undefined
async function deliver(platform: Platform, id: string): Promise<void> {
  const { worker } = platform.pools
  const { rows } = await worker.query<{
    to_address: string
    to_name: string
    subject: string
    html: string
    text: string
    state: string
  }>('select * from mails where id = $1', [id])
  const m = rows[0]
  if (!m || m.state === 'sent' || !platform.config.smtpUrl) return
  transport ??= import('nodemailer').then((n) => n.createTransport(platform.config.smtpUrl))
  try {
    // The message id is ours: a server that gets it twice after a crash can tell.
    await (await transport).sendMail({
      from: platform.config.mailFrom,
      to: { name: m.to_name, address: m.to_address },
      subject: m.subject,
      html: m.html,
      text: m.text,
      messageId: `<${id}@pupitre>`,
    })
    await worker.query("update mails set state = 'sent', sent_at = now(), error = null where id = $1", [id])
  } catch (e) {
    await worker.query("update mails set state = 'failed', error = $2 where id = $1", [
      id,
      (e as Error).message,
    ])
    throw e
  }
}

export function mailJobs(): void {
  job('mail', async (running: Running, { mail }: { mail: string }) => {
    const platform = await running.scope(async (s) => s.platform)
    await deliver(platform, mail)
  })
  every('forget-old', '17 3 * * *', 'Europe/Paris', async (platform) => {
    const { worker } = platform.pools
    await worker.query("delete from idempotency_keys where created_at < now() - interval '7 days'")
    await worker.query(
      "delete from jobs where finished_at < now() - interval '30 days' and state in ('done', 'cancelled')",
    )
    await worker.query(
      "delete from jobs where not visible and state = 'done' and finished_at < now() - interval '2 days'",
    )
  })
}
