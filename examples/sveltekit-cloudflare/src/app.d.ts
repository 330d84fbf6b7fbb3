import type { SessionLocals } from 'lucia-setup/sveltekit'
import type { Bindings, setUpAuth } from '$lib/server/auth'

declare global {
  namespace App {
    interface Locals extends SessionLocals<typeof setUpAuth> {}
    interface Platform {
      env: Bindings
    }
  }
}
