// For a program that is run in a project with the driver: its requests go over plain HTTP to the
// host and port of their URL, where the gateway of the tests is.
const { createRequire } = require('node:module')
const { join } = require('node:path')

const { neonConfig } = createRequire(join(process.cwd(), 'program.js'))('@neondatabase/serverless')
neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`
