/** What `npx wrangler types` writes of the start's configuration. */
declare namespace Cloudflare {
  interface Env {
    DB: D1Database
    ENVIRONMENT?: string
  }
}
