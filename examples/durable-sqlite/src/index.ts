import type { Bindings } from './accounts.ts'

export { Accounts } from './accounts.ts'

/** The one object that has all accounts. */
const accounts = ({ ACCOUNTS }: Bindings) => ACCOUNTS.get(ACCOUNTS.idFromName('accounts'))

export default {
  fetch: (request, bindings) => accounts(bindings).fetch(request),
  async scheduled(_, bindings) {
    await accounts(bindings).deleteExpiredSessions()
  },
} satisfies ExportedHandler<Bindings>
