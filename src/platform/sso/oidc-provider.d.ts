/** As much of the provider as the test of single sign-on uses; the package ships no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'
  export default class Provider {
    constructor(
      issuer: string,
      configuration: {
        findAccount: (context: unknown, sub: string) => { accountId: string; claims: () => Promise<object> }
        [setting: string]: unknown
      },
    )
    callback(): RequestListener
  }
}
