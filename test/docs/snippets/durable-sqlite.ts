import { DurableObject } from 'cloudflare:workers'
import { createAuth } from 'lucia-setup/durable-sqlite'

export class Accounts extends DurableObject {
  readonly auth = createAuth(this.ctx.storage).auth
}
