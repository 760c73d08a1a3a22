import { z } from 'zod'
import type { Auth } from '#platform/auth.ts'
import { anyone } from '#platform/rpc.ts'
import { demoStatus, openDemo } from './service.ts'

/** The demo, for the first-run page: it asks to open, and meanwhile asks how far it got. */
export const demoProcedures = (auth: Auth) => ({
  demo: {
    status: anyone
      .route({
        method: 'GET',
        path: '/demo',
        tags: ['setup'],
        summary: 'Is there a demo, may there be one, how far is it',
      })
      .output(z.object({ possible: z.boolean(), ready: z.boolean(), done: z.int(), total: z.int() }))
      .handler(({ context }) => demoStatus(context.platform)),
    open: anyone
      .route({
        method: 'POST',
        path: '/demo',
        tags: ['setup'],
        summary: 'Make the demo on a new installation, or find it; answers with the account that opens it',
      })
      .output(z.object({ slug: z.string(), email: z.string(), password: z.string() }))
      .handler(async ({ context }) => {
        const { slug, email, password } = await openDemo(context.platform, auth)
        return { slug, email, password }
      }),
  },
})
