import { isWhole, matches, type RulesOf } from '../rules.ts'

/** How `clientAttributes()` finds and hides the address. */
export interface ClientOptions {
  /** A secret of the app, for the hash of the address. Without it, the address is left out. */
  key?: string | undefined
  /**
   * How many proxies of your own, one after the other, add to `X-Forwarded-For`. By default none:
   * the header is ignored, since any client can send it, and the address is `CF-Connecting-IP`.
   */
  trustedProxies?: number | undefined
}

/** The rules of those options. */
export const clientRules: RulesOf<ClientOptions> = {
  key: ['a text that is not empty', (value) => matches(value, /./s)],
  trustedProxies: ['a whole number of proxies', (value) => isWhole(value, 0)],
}
