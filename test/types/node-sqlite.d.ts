/// <reference path="../../node_modules/node-types-24/sqlite.d.ts" />
