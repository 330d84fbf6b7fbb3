import { createAuth, type D1Binding } from 'lucia-setup/d1'
import { nextjs } from 'lucia-setup/nextjs'

declare const binding: D1Binding
const { auth } = createAuth(binding, { middleware: nextjs() })

interface Store {
  get(name: string): { name: string; value: string } | undefined
  set(name: string, value: string, options?: object): Store
}
declare const before15: { cookies: () => Store; headers: () => Headers }
declare const from15: { cookies: () => Promise<Store>; headers: () => Promise<Headers> }
declare const pages: {
  req: { method?: string; headers: Record<string, string | string[] | undefined> }
  res: {
    getHeader(name: string): number | string | string[] | undefined
    setHeader(name: string, value: number | string | readonly string[]): unknown
  }
}
declare const request: Request & { cookies: Pick<Store, 'get'> }

/** All calls that Lucia's own has. */
auth.handleRequest('GET', before15)
auth.handleRequest('POST', from15)
auth.handleRequest(pages)
auth.handleRequest({ req: pages.req })
auth.handleRequest(request)
// @ts-expect-error a plain Request has no cookies
auth.handleRequest({} as Request)
// @ts-expect-error a method needs the functions of next/headers
auth.handleRequest('GET')
