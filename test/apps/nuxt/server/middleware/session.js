import { defineEventHandler } from 'h3'
import { auth } from '../utils/auth.js'

export default defineEventHandler(async (event) => {
  event.context.authRequest = auth.handleRequest(event)
  event.context.session = await event.context.authRequest.validate()
})
