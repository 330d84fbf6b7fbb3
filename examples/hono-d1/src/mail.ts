import type { Bindings } from './auth.ts'

/** A mail, before it is on its way. */
export interface Mail {
  to: string
  subject: string
  text: string
}

/** Prints a mail in the terminal of `wrangler dev`. Sending it is your provider's. */
export async function sendMail({ ENVIRONMENT }: Bindings, mail: Mail): Promise<void> {
  // A log must never hold what opens an account.
  if (ENVIRONMENT !== 'DEV') throw new Error('Send mail with your provider: see src/mail.ts')
  console.log(`\nTo: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}\n`)
}
