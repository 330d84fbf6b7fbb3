import { createAuth } from 'lucia-setup/d1'
import { type SessionVariables, withSession } from 'lucia-setup/fetch'

type Variables = SessionVariables<ReturnType<typeof createAuth>>

export const onRequest: PagesFunction<{ DB: D1Database }> = ({ request, env, data, next }) =>
  withSession(request, createAuth(env.DB), (variables) => {
    Object.assign(data, variables)
    return next()
  })

export const onRequestGet: PagesFunction<unknown, string, Variables & Record<string, unknown>> = ({
  data,
}) => new Response(data.session?.user.userId ?? 'nobody')
