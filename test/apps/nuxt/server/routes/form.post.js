import { defineEventHandler } from 'h3'

export default defineEventHandler(({ context }) => context.session?.user.userId ?? 'nobody')
