import { sessionHandle } from 'lucia-setup/sveltekit'
import { createMyAuth } from './lib/auth.js'

export const handle = sessionHandle(() => createMyAuth())
