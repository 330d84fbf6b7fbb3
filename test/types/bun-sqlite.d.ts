/// <reference path="../../node_modules/bun-types/sqlite.d.ts" />
