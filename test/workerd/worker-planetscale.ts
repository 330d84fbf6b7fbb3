import { Client, connect } from '@planetscale/database'
import { createAuth } from '../../src/planetscale.ts'
import { schemasWithoutForeignKeys } from '../fixtures/mysql.ts'
import { testWorker } from './test-worker.ts'

const close = async () => {}

export default testWorker({
  createAuth,
  schemas: schemasWithoutForeignKeys,
  handles: {
    'a PlanetScale Client': (url) => ({ handle: new Client({ url }), close }),
    'a PlanetScale Connection': (url) => ({ handle: connect({ url }), close }),
  },
})
