import { express as middleware } from 'lucia/middleware'
import { createAppOnPg } from './app-on-pg.js'

const { default: express } = await import(process.argv[2])
const { auth, who, post } = createAppOnPg(middleware())
const server = express().use(express.urlencoded({ extended: false }))
server.get('/', (req, res, next) => {
  who(auth.handleRequest(req, res)).then((name) => res.send(name), next)
})
server.post(['/form', '/sign-up', '/sign-in', '/sign-out'], (req, res, next) => {
  post(req.path, auth.handleRequest(req, res), req.body)
    .then((body) => (body ? res.send(body) : res.redirect(303, '/')))
    .catch(next)
})
server.listen(process.env.PORT, '127.0.0.1')
