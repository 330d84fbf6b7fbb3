declare module 'cloudflare:test' {
  interface ProvidedEnv {
    DB: D1Database
    SESSIONS: KVNamespace
  }
}

declare namespace Cloudflare {
  interface Env {
    DB: D1Database
    SESSIONS: KVNamespace
  }
}
